"""What a search is about, in words that may be shown to everybody.

A person may look for a name, a number, anything. So nothing is ever shown as it was typed: only themes, terms that
ship with the bot, and words that stand in the titles of several items.
"""

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from bot.data import stopwords, synonym_groups, theme_of_terms, themes
from bot.search.query import Query, split
from bot.search.synonyms import Synonyms
from bot.search.text import stem, stems, words

THEME, TERM, WORD, OTHER = "theme:", "term:", "word:", "other:"
TITLES_NEEDED = 2
"""A word may be shown when the titles of so many items hold it. (Descriptions name people; titles hardly ever do.)"""

THEME_SHARE = 0.5  # of the items whose title holds a word: then it is a word of that theme
_SHORTEST_WORD = 3
_SHORTEST_READABLE = 4
_FILTER = r'\b(?!theme:)[^\W\d_]+:(?:"[^"]*"|[^\s"]+)'
_PRIVATE = re.compile(rf"{_FILTER}|\S*@\S+|\bwww\.\S+|\+?\d[\d\s()/.-]{{4,}}\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleWord:
    """A word that several titles hold, as most of them write it, and the themes that it is a word of."""

    label: str
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Titled:
    """An item's title, themes, and the names of people that it gives."""

    title: str
    themes: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """Terms by their stems: the label of each, and the theme of each label."""

    synonyms: Synonyms
    labels: Mapping[str, str]
    themes: Mapping[str, str]


def without_private(text: str) -> str:
    """What was typed, without addresses of any kind, mentions, telephone numbers, and filters but for the theme.

    >>> without_private("ask jane.smith@example.org or 020 7946 0123 about bins")
    'ask   or   about bins'
    >>> without_private('bins theme:waste by:@U1 since:2026-01-31 council:"Two words" https://example.org')
    'bins theme:waste        '
    """
    return _PRIVATE.sub(" ", text)


def title_words(items: Iterable[Titled]) -> dict[str, TitleWord]:
    """The words that may be shown because titles hold them, by their stems. No part of a name that an item gives."""
    spelt: defaultdict[str, Counter[str]] = defaultdict(Counter)
    about: defaultdict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
    named: set[str] = set()
    for item in items:
        named.update(item.names)
        for word in set(words(item.title)):
            if len(word) >= _SHORTEST_WORD and word.isalpha() and word not in stopwords():
                one = stem(word)
                spelt[one][word] += 1
                about[one][item.themes] += 1
    names = set(words(" ".join(named)))
    return {
        one: TitleWord(
            label=min(each, key=lambda word: (-each[word], word)),
            themes=_mostly(about[one], each.total()),
        )
        for one, each in spelt.items()
        if each.total() >= TITLES_NEEDED and not names & each.keys()
    }


def _mostly(about: Mapping[tuple[str, ...], int], items: int) -> tuple[str, ...]:
    """The themes that so many of the items have."""
    counts: Counter[str] = Counter()
    for keys, number in about.items():
        for key in keys:
            counts[key] += number
    return tuple(key for key, number in counts.items() if number >= THEME_SHARE * items)


def subjects(query: Query, known: Mapping[str, TitleWord]) -> frozenset[str]:
    """What a search is about: terms, words that are known, and the themes of all these."""
    vocabulary = _vocabulary()
    typed = [*query.typed, *(token for phrase in query.phrases for token in split(phrase))]
    spans = vocabulary.synonyms.spans(typed)
    labels = [vocabulary.labels[stems(" ".join(typed[s.start : s.start + s.length]))] for s in spans]
    covered = {at for s in spans for at in range(s.start, s.start + s.length)}
    rest = {stem(word) for at, token in enumerate(typed) if at not in covered for word in words(token)}
    found = {TERM + label for label in labels} | {WORD + one for one in rest & known.keys()}
    if typed and not found:
        found = {OTHER}
    of_them = {key for one in found for key in themes_of(one, known)} | {query.filters.theme or ""}
    return frozenset(found | {THEME + key for key in of_them if key})


def themes_of(subject: str, known: Mapping[str, TitleWord]) -> Collection[str]:
    """The keys of the themes that a term or a word belongs to."""
    if subject.startswith(TERM):
        key = _vocabulary().themes.get(subject.removeprefix(TERM))
        return (key,) if key else ()
    word = known.get(subject.removeprefix(WORD))
    return word.themes if word else ()


def label_of(subject: str, known: Mapping[str, TitleWord]) -> str | None:
    """How a term or a word is shown; None when it may not be shown (any more)."""
    label: str | None = subject.removeprefix(TERM)
    if subject.startswith(WORD):
        word = known.get(subject.removeprefix(WORD))
        label = word.label if word else None
    elif not subject.startswith(TERM) or label not in _vocabulary().labels.values():
        label = None
    return label and label[:1].upper() + label[1:]


@functools.cache
def _vocabulary() -> _Vocabulary:
    """Our shorthand, and the other words for themes, which are terms of their own where no shorthand has them."""
    shorthand = [[(term.text, term.capitals_only) for term in group] for group in synonym_groups()]
    labels = {stems(text): _readable([text for text, _ in group]) for group in shorthand for text, _ in group}
    of_label = {labels[stems(text)]: key for text, key in theme_of_terms().items()}
    others = []
    for theme in themes():
        for text in (theme.name, *theme.also):
            if stems(text) not in labels:
                labels[stems(text)] = text
                others.append([(text, False)])
            of_label.setdefault(labels[stems(text)], theme.key)
    return _Vocabulary(Synonyms([*shorthand, *others]), labels, of_label)


def _readable(group: list[str]) -> str:
    """The term of a group that says most to somebody who does not know the shorthand."""
    return next((text for text in group if len(text) >= _SHORTEST_READABLE and text[1:].islower()), group[0])
