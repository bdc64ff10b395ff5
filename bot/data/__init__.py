"""What ships with the bot: themes, council shorthand, stop words, and sample items for the demo.

Each file says its own format. They are read once; what these functions return never changes.
"""

import functools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable

import yaml

_HERE = resources.files(__name__)
_CAPITALS_ONLY = "="


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeData:
    """One theme of council work. `also` holds other words for it, in lower case."""

    key: str
    name: str
    description: str
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SynonymTerm:
    """One way of saying something. `capitals_only`: in lower case it is an ordinary word (SEND, IT)."""

    text: str
    capitals_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleCouncil:
    """An invented council, marked as a sample in its name; all is as `bot.domain.councils.Council` has it."""

    name: str
    nation: str
    type: str
    region: str
    latitude: float
    longitude: float
    setting: str
    population: int
    part_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplePerson:
    """What an invented person says of themselves; `name` is what the local Slack calls them."""

    name: str
    council: str
    role: str
    themes: tuple[str, ...]
    offers: str
    needs: str
    welcomes: tuple[str, ...]


@functools.cache
def themes() -> tuple[ThemeData, ...]:
    """Every theme, in the order menus show them."""
    return tuple(
        ThemeData(
            key=each["key"], name=each["name"], description=each["description"], also=tuple(each["also"])
        )
        for each in yaml.safe_load(_read("themes.yml"))
    )


@functools.cache
def synonym_groups() -> tuple[tuple[SynonymTerm, ...], ...]:
    """Groups of terms that mean the same to a council officer. A term is in one group only."""
    return tuple(tuple(_term(text) for text in line.split(",")) for line in _lines("synonyms.txt"))


@functools.cache
def theme_of_terms() -> dict[str, str]:
    """The key of the theme under whose heading a term of `synonym_groups` stands; the last headings name none."""
    found: dict[str, str] = {}
    key: str | None = None
    for line in _read("synonyms.txt").splitlines():
        if line.startswith("# ") and line[2:3].isupper() and not line.endswith((".", ",")):
            key = _theme_headed(line.removeprefix("# "))
        elif key and line.strip() and not line.startswith("#"):
            found |= {_term(text).text: key for text in line.split(",")}
    return found


@functools.cache
def causes() -> tuple[tuple[str, ...], ...]:
    """Why projects go wrong: each cause in several ways of saying it."""
    return tuple(tuple(each) for each in yaml.safe_load(_read("causes.yml")))


@functools.cache
def english_words() -> frozenset[str]:
    """Some twenty thousand common words of English: those that the sentence model's vocabulary has whole."""
    vocabulary = json.loads(_HERE.joinpath("minilm", "tokenizer.json").read_text(encoding="utf-8"))["model"][
        "vocab"
    ]
    return frozenset(word for word in vocabulary if word.isalpha() and len(word) > 2)


@functools.cache
def stopwords() -> frozenset[str]:
    """Words that say nothing about what is looked for, in lower case and without apostrophes."""
    return frozenset(word for line in _lines("stopwords.txt") for word in line.split())


@functools.cache
def sample_councils() -> tuple[SampleCouncil, ...]:
    """The invented councils the sample items belong to."""
    return tuple(SampleCouncil(**each) for each in yaml.safe_load(_read("sample_councils.yml")))


def sample_items_path() -> Traversable:
    """The sample items, as a JSON file in the form that `collab import` takes."""
    return _HERE / "sample_items.json"


def _theme_headed(heading: str) -> str | None:
    for theme in themes():
        if heading.startswith(theme.name) or heading.lower() in theme.also:
            return theme.key
    return None


@functools.cache
def sample_people() -> tuple[SamplePerson, ...]:
    """What the invented people of the demo say of themselves."""
    return tuple(
        SamplePerson(**each | {name: tuple(each[name]) for name in ("themes", "welcomes")})
        for each in yaml.safe_load(_read("sample_people.yml"))
    )


def _term(text: str) -> SynonymTerm:
    text = text.strip()
    return SynonymTerm(text=text.removeprefix(_CAPITALS_ONLY), capitals_only=text.startswith(_CAPITALS_ONLY))


def _lines(name: str) -> Iterator[str]:
    """The lines of a file that are neither blank nor a comment."""
    for line in _read(name).splitlines():
        if line.strip() and not line.startswith("#"):
            yield line


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
