"""What of an item is embedded."""

from __future__ import annotations

import hashlib
import math
from typing import TYPE_CHECKING

from bot.data import themes
from bot.domain.items import ItemContent
from bot.search import weights

if TYPE_CHECKING:
    from bot.search.meaning.embedder import Embedder
    from bot.search.meaning.numbers import Vector


def text_to_embed(item: ItemContent) -> str:
    """An item in one text, the most telling first: a model reads only so many words."""
    names = {theme.key: theme.name for theme in themes()}
    parts = (
        item.title,
        item.summary,
        item.description,
        item.looking_for,
        ", ".join(names.get(key, key) for key in item.themes),
    )
    return "\n".join(part for part in parts if part)


def hash_of(text: str) -> str:
    """A text in 32 characters: the same for the same text, everywhere."""
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def vector_of(model: Embedder, title: str, text: str) -> Vector:
    """An item's vector: of its text, and in part of its title alone, which says in few words what it is about."""
    of_title, of_text = model.embed([title])[0], model.embed([text])[0]
    mixed: Vector = weights.TITLE_IN_MEANING * of_title + (1 - weights.TITLE_IN_MEANING) * of_text
    return mixed / math.sqrt(float(mixed @ mixed))
