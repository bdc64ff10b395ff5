"""The language of `/collab find`: words, "quoted phrases", and `key:value` filters anywhere among them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import takewhile

from bot.data import themes
from bot.data.councils import is_place
from bot.domain.finding import Filters, Radius
from bot.domain.items import Kind, Phase
from bot.domain.profiles import PERSON
from bot.domain.refusals import UnknownFilter, UnknownValue
from bot.search.text import LONGEST_WORD, WORD, fold, words, words_of

FILTERS = ("kind", "phase", "theme", "council", "by", "since", "near", "within", "in", "like")
PLACES = frozenset({"near", "in", "like"})
MOST_WORDS_OF_A_PLACE = 6
_FIELDS = {"in": "inside"}  # filters whose key is no name in Python
MAX_WORDS = 32
_TOKEN = re.compile(
    r'(?P<key>[^\W\d_]+):(?!//)(?:"(?P<quoted>[^"]*)"|(?P<plain>[^\s"]*))|"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+)|"'
)
_PLAIN = re.compile(r"[^\s\"/][^\s\"]*")
_UNIT = re.compile(r"^(km|kms|kilomet(re|er)s?|mi|miles?)$", re.IGNORECASE)
_RADIUS = re.compile(r"^(\d{1,4})\s*(km|kms|kilomet(?:re|er)s?|mi|miles?)?$")
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
PLACE_EXAMPLES = ("a council's name", "a county, a region or a nation")
RADIUS_EXAMPLES = ("50km", "30mi")
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
        changed = {_FIELDS.get(name, name): value for name, value in changed.items()}
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
            "near": self.filters.near,
            "within": self.filters.within and str(self.filters.within),
            "in": self.filters.inside,
            "like": self.filters.like,
        }
        filters = [written_filter(key, value) for key, value in given.items() if value]
        return " ".join(filter(None, [self.text, *filters]))


def written_filter(key: str, value: str) -> str:
    """A filter as one could type it.

    >>> written_filter("near", "Dorset"), written_filter("in", "South West")
    ('near:Dorset', 'in:"South West"')
    """
    return f"{key}:{value}" if _PLAIN.fullmatch(value) else f'{key}:"{value}"'


def parse(text: str, *, member_id: str, now: datetime) -> Query:
    """Read what somebody typed. `by:me` is `member_id`; `since:` counts back from `now`.

    A place needs no quotes when it is one that ships with the bot: `near:West Sussex bins`.

    Raises:
        UnknownFilter, UnknownValue: with what is allowed instead.
    """
    typed: list[str] = []
    phrases: list[str] = []
    values: dict[str, str] = {}
    waiting: str | None = None  # a known key with a space after its colon: "kind: problem"
    tokens = list(_TOKEN.finditer(_clean(text).translate(_QUOTES)))
    passed = 0  # words that the name of a place has taken
    for at, token in enumerate(tokens):
        if passed:
            passed -= 1
        elif waiting and not token["key"]:
            values[waiting] = token["phrase"] or token["word"] or ""
            passed = _rest_of_place(waiting, values, tokens[at + 1 :]) if token["word"] else 0
            waiting = None
        elif token["key"]:
            value = token["quoted"] if token["quoted"] is not None else token["plain"]
            waiting = _take(token["key"], value, values, typed)
            passed = _rest_of_place(token["key"].lower(), values, tokens[at + 1 :]) if token["plain"] else 0
        elif token["phrase"] is not None:
            phrase = " ".join(one for one in token["phrase"].split() if words(one))
            if phrase:
                phrases.append(phrase)
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


def _rest_of_place(key: str, values: dict[str, str], after: Sequence[re.Match[str]]) -> int:
    """Let a place take the words after it that make it a longer one, and a number its unit; answers how many."""
    if key == "within" and after and _UNIT.match(after[0]["word"] or ""):
        values[key] += after[0]["word"]
        return 1
    if key not in PLACES:
        return 0
    said, took = values[key], 0
    plain = [one["word"] for one in takewhile(lambda one: one["word"], after[: MOST_WORDS_OF_A_PLACE - 1])]
    for count in range(1, len(plain) + 1):
        longer = " ".join([said, *plain[:count]])
        if is_place(longer):
            values[key], took = longer, count
    return took


def split(text: str) -> tuple[str, ...]:
    """Typed words as the index cuts them ("anti-social" is two), in the case they were typed."""
    return tuple(token[:LONGEST_WORD] for token in WORD.findall(text) if words_of([token]))


def _clean(text: str) -> str:
    """Text that any database keeps: no NUL, and no half of a pair of surrogates."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")


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
        near=_place("near", values["near"]) if "near" in values else None,
        within=_radius(values["within"]) if "within" in values else None,
        inside=_place("in", values["in"]) if "in" in values else None,
        like=_place("like", values["like"]) if "like" in values else None,
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


def _place(key: str, value: str) -> str:
    name = " ".join(value.split())[:100].strip()
    if not name:
        raise UnknownValue(key, value, PLACE_EXAMPLES if key == "in" else PLACE_EXAMPLES[:1])
    return name


def _radius(value: str) -> Radius:
    match = _RADIUS.match(fold(value).strip())
    if not match or not int(match[1]):
        raise UnknownValue("within", value, RADIUS_EXAMPLES)
    return Radius(amount=int(match[1]), unit="mi" if (match[2] or "").startswith("mi") else "km")


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
