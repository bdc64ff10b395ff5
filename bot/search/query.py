"""The language of `/collab find`: words, "quoted phrases", and `key:value` filters anywhere among them."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.data import themes
from bot.domain.finding import Filters
from bot.domain.items import Kind, Phase
from bot.domain.profiles import PERSON
from bot.domain.refusals import UnknownFilter, UnknownValue
from bot.search.text import LONGEST_WORD, WORD, fold, words

FILTERS = ("kind", "phase", "theme", "council", "by", "since")
MAX_WORDS = 32
_TOKEN = re.compile(
    r'(?P<key>[^\W\d_]+):(?!//)(?:"(?P<quoted>[^"]*)"|(?P<plain>[^\s"]*))|"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+)|"'
)
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
_MEMBER = re.compile(r"^<?@?([UW][A-Z0-9]+)(?:\|[^>]*)?>?$")
_AGO = re.compile(r"^(\d{1,3})\s*(d|w|m|y|days?|weeks?|months?|years?)$")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_NAMED_SPANS = {
    "today": 1,
    "yesterday": 2,
    "week": 7,
    "fortnight": 14,
    "month": 30,
    "quarter": 91,
    "year": 365,
}
SINCE_EXAMPLES = ("2026-09", "2026-09-01", "30d", "month", "year")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What somebody looks for. `typed` keeps their words in order and case; `left_out` counts those past the limit."""

    typed: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    filters: Filters = Filters()
    left_out: int = 0

    def __bool__(self) -> bool:
        return bool(self.typed or self.phrases or self.filters)

    @property
    def text(self) -> str:
        """What was typed, without the filters."""
        return " ".join([*self.typed, *(f'"{phrase}"' for phrase in self.phrases)])

    def with_filters(self, **changed: object) -> "Query":
        """The same words with other filters. Another kind, or none, asks for items again."""
        if "kind" in changed:
            changed["people"] = False
        return replace(self, filters=replace(self.filters, **changed))  # type: ignore[arg-type]

    def written(self) -> str:
        """The query as one could type it: parsing that gives the same query."""
        given = {
            "kind": PERSON if self.filters.people else self.filters.kind,
            "phase": self.filters.phase,
            "theme": self.filters.theme,
            "council": self.filters.council,
            "by": self.filters.by and f"@{self.filters.by}",
            "since": self.filters.since and f"{self.filters.since:%Y-%m-%d}",
        }
        filters = [
            f'{key}:"{value}"' if " " in value else f"{key}:{value}" for key, value in given.items() if value
        ]
        return " ".join(filter(None, [self.text, *filters]))


def parse(text: str, *, member_id: str, now: datetime) -> Query:
    """Read what somebody typed. `by:me` is `member_id`; `since:` counts back from `now`.

    Raises:
        UnknownFilter, UnknownValue: with what is allowed instead.
    """
    typed: list[str] = []
    phrases: list[str] = []
    values: dict[str, str] = {}
    waiting: str | None = None  # a known key with a space after its colon: "kind: problem"
    for token in _TOKEN.finditer(text.translate(_QUOTES)):
        if waiting and not token["key"]:
            values[waiting] = token["phrase"] or token["word"] or ""
            waiting = None
        elif token["key"]:
            value = token["quoted"] if token["quoted"] is not None else token["plain"]
            waiting = _take(token["key"], value, values, typed)
        elif token["phrase"] is not None:
            if " ".join(words(token["phrase"])):
                phrases.append(token["phrase"].strip())
        elif token["word"]:
            typed += split(token["word"])
    if waiting:
        values[waiting] = ""
    kept = tuple(typed[:MAX_WORDS])
    room = MAX_WORDS - len(kept)
    return Query(
        typed=kept,
        phrases=tuple(" ".join(phrase.split()[:MAX_WORDS]) for phrase in phrases[:room]),
        filters=_filters(values, member_id, now),
        left_out=len(typed) - len(kept) + max(0, len(phrases) - room),
    )


def _take(key: str, value: str, values: dict[str, str], typed: list[str]) -> str | None:
    """File a filter; a key that waits for its value is the answer."""
    name = key.lower()
    if name in FILTERS:
        if not value:
            return name
        values[name] = value
        return None
    if not value:  # "Note: bins" is just a word
        typed.extend(split(key))
        return None
    raise UnknownFilter(key, FILTERS)


def split(text: str) -> tuple[str, ...]:
    """Typed words as the index cuts them ("anti-social" is two), in the case they were typed."""
    return tuple(match.group()[:LONGEST_WORD] for match in WORD.finditer(text))


def _filters(values: dict[str, str], member_id: str, now: datetime) -> Filters:
    people = fold(values.get("kind", "")).strip() in {PERSON, "people"}
    return Filters(
        people=people,
        kind=_kind(values["kind"]) if "kind" in values and not people else None,
        phase=_phase(values["phase"]) if "phase" in values else None,
        theme=_theme(values["theme"]) if "theme" in values else None,
        council=_council(values["council"]) if "council" in values else None,
        by=_member(values["by"], member_id) if "by" in values else None,
        since=_since(values["since"], now) if "since" in values else None,
    )


def _kind(value: str) -> Kind:
    for kind in Kind:
        if fold(value).strip() in {kind.value, f"{kind.value}s"}:
            return kind
    raise UnknownValue("kind", value, (*Kind, PERSON))


def _phase(value: str) -> Phase:
    for phase in Phase:
        if fold(value).strip() == phase.value:
            return phase
    raise UnknownValue("phase", value, tuple(Phase))


def _theme(value: str) -> str:
    wanted = " ".join(words(value))
    for theme in themes():
        names = {theme.key, theme.name, *theme.also}
        if wanted and wanted in {" ".join(words(name)) for name in names}:
            return theme.key
    starting = [theme.key for theme in themes() if wanted and theme.key.startswith(wanted.replace(" ", "-"))]
    if len(starting) == 1:
        return starting[0]
    raise UnknownValue("theme", value, tuple(theme.key for theme in themes()))


def _council(value: str) -> str:
    if not value.strip():
        raise UnknownValue("council", value, ("a council's name, or part of it",))
    return " ".join(value.split())[:100]


def _member(value: str, member_id: str) -> str:
    if fold(value) == "me":
        return member_id
    if match := _MEMBER.match(value):
        return match[1]
    raise UnknownValue("by", value, ("me", "@somebody"))


def _since(value: str, now: datetime) -> datetime:
    text = fold(value).strip().removeprefix("last ").removeprefix("this ")
    if text in _NAMED_SPANS:
        return _midnight(now - timedelta(days=_NAMED_SPANS[text] - 1))
    if match := _AGO.match(text):
        return _midnight(now - timedelta(days=int(match[1]) * _DAYS[match[2][0]]))
    for shape in ("%Y-%m-%d", "%Y-%m", "%Y", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, shape).replace(tzinfo=UTC)
        except ValueError:
            continue
    raise UnknownValue("since", value, SINCE_EXAMPLES)


def _midnight(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
