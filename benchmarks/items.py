"""Made-up items in any number, with words as common and as rare as they are in real ones. Always the same ones."""

import itertools
import json
import random
import re
from collections import Counter
from collections.abc import Iterator

from bot.data import sample_councils, sample_items_path, stopwords, synonym_groups, themes
from bot.domain.items import Collaboration, ItemContent, Kind, Phase

SEED = "collab"
_EVERYWHERE = (
    "council",
    "service",
    "residents",
    "digital",
    "people",
    "online",
    "data",
    "team",
)  # in most items
_STOPWORDS = 0.4  # of the words of English text
_NAMES = 0.01  # of the words: products and places, which keep coming
_SYLLABLES = (
    "bar",
    "cor",
    "den",
    "fel",
    "gan",
    "hal",
    "kel",
    "lor",
    "mar",
    "nes",
    "por",
    "ral",
    "sto",
    "tor",
    "wen",
)
_THEMES = tuple(theme.key for theme in themes())
_COUNCILS = tuple(council.name for council in sample_councils())


class Vocabulary:
    """Words and terms, drawn as often as Zipf's law has it: the second half as often as the first, and so on."""

    def __init__(self) -> None:
        common = [word for word, _ in _sample_words().most_common() if word not in stopwords()]
        terms = [term.text for group in synonym_groups() for term in group]
        random.Random(SEED).shuffle(terms)
        mixed = itertools.chain.from_iterable(itertools.zip_longest(common, terms))
        self._words = list(dict.fromkeys([*_EVERYWHERE, *filter(None, mixed)]))
        self._little = sorted(stopwords())
        self._weights = list(itertools.accumulate(1 / (rank + 2.7) for rank in range(len(self._words))))

    def text(self, chance: random.Random, shortest: int, longest: int) -> str:
        """So many words in a row."""
        length = chance.randint(shortest, longest)
        drawn = chance.choices(self._words, cum_weights=self._weights, k=length)
        said = [self._changed(word, chance) for word in drawn]
        return " ".join(said).capitalize()

    def _changed(self, word: str, chance: random.Random) -> str:
        luck = chance.random()
        if luck < _STOPWORDS:
            return chance.choice(self._little)
        if luck > 1 - _NAMES:
            return "".join(chance.choices(_SYLLABLES, k=chance.choice((2, 3, 4))))
        return word


def synthetic_items(first: int, count: int) -> Iterator[ItemContent]:
    """Items number `first` to `first + count - 1`: each always the same."""
    vocabulary = Vocabulary()
    return (_item(vocabulary, random.Random(f"{SEED} {number}")) for number in range(first, first + count))


def cells(number: int, content: ItemContent) -> dict[str, object]:
    """The row of an import that makes item `number`."""
    return {
        "source_id": f"bench-{number}",
        "kind": content.kind.value,
        "title": content.title,
        "summary": content.summary,
        "description": content.description,
        "phase": content.phase.value if content.phase else "",
        "themes": list(content.themes),
        "councils": list(content.councils),
        "looking_for": content.looking_for,
    }


def _item(vocabulary: Vocabulary, chance: random.Random) -> ItemContent:
    kind = chance.choice(list(Kind))
    return ItemContent(
        kind=kind,
        title=vocabulary.text(chance, 3, 8)[:100],
        summary=vocabulary.text(chance, 10, 20)[:250],
        description=vocabulary.text(chance, 20, 60),
        phase=chance.choice(list(Phase)) if kind is Kind.PROJECT else None,
        themes=tuple(chance.sample(_THEMES, chance.randint(1, 3))),
        councils=tuple(chance.sample(_COUNCILS, chance.randint(1, 2))),
        open_to=tuple(chance.sample(list(Collaboration), chance.randint(0, 2))),
        looking_for=vocabulary.text(chance, 5, 10) if chance.random() < 0.5 else "",
    )


def _sample_words() -> Counter[str]:
    items = json.loads(sample_items_path().read_text(encoding="utf-8"))["items"]
    said = " ".join(f"{item['title']} {item['summary']} {item['description']}" for item in items)
    return Counter(re.findall(r"[a-z]{2,}", said.lower()))
