"""What of an item is embedded."""

import hashlib

from bot.data import themes
from bot.domain.items import Item


def text_to_embed(item: Item) -> str:
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
