"""What single values mean: words for kinds and phases, dates, links and members."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from bot.domain.items import Collaboration, Kind, Link, Phase, is_web_address
from bot.domain.refusals import FieldProblem
from bot.services.tables.cells import Unfit
from bot.services.tables.columns import folded
from bot.services.tables.table import RowProblem

Choice = TypeVar("Choice")

SOURCE_ID_LIMIT = 300  # with room to spare in an index entry of PostgreSQL's

KINDS = {
    **{kind.value: kind for kind in Kind},
    **{f"{kind.value}s": kind for kind in Kind},
    **dict.fromkeys(("service", "product", "initiative", "work"), Kind.PROJECT),
    **dict.fromkeys(("challenge", "need", "issue", "question"), Kind.PROBLEM),
    **dict.fromkeys(("proposal", "suggestion"), Kind.IDEA),
    **dict.fromkeys(("tool", "guide", "document", "template", "case study"), Kind.RESOURCE),
}
PHASES: Mapping[str, Phase | None] = {
    **{phase.value: phase for phase in Phase},
    **dict.fromkeys(("discover", "pre discovery", "research"), Phase.DISCOVERY),
    **dict.fromkeys(("prototype", "private alpha", "public alpha"), Phase.ALPHA),
    **dict.fromkeys(("private beta", "public beta", "pilot"), Phase.BETA),
    **dict.fromkeys(("in live", "launched", "in use"), Phase.LIVE),
    **dict.fromkeys(("retire", "closed", "stopped", "ended", "decommissioned"), Phase.RETIRED),
    **dict.fromkeys(("backlog", "planned", "not started", "none", "unknown", "tbc", "tba", "n a")),
}
OPEN_TO = {
    **{kind.value: kind for kind in Collaboration},
    **dict.fromkeys(("sharing knowledge", "knowledge"), Collaboration.KNOWLEDGE_SHARING),
    **dict.fromkeys(("sharing resources", "resources"), Collaboration.RESOURCE_SHARING),
}
_YES = frozenset({"yes", "y", "true", "1"})
_NO = frozenset({"", "no", "n", "false", "0"})
_MEMBER = re.compile(r"<?@?([UW][A-Z0-9]{1,29})(?:\|[^>]*)?>?")


def member_id(said: str) -> str | None:
    """The Slack id in what may be a mention.

    >>> member_id("<@U02ABC|priya>"), member_id("Priya")
    ('U02ABC', None)
    """
    match = _MEMBER.fullmatch(said)
    return match[1] if match else None


def _one_of(choices: Mapping[str, Choice]) -> Callable[[str], Choice | None]:
    known = {folded(name): choice for name, choice in choices.items()}

    def read(said: str) -> Choice | None:
        key = folded(said)
        if said and key not in known:
            raise Unfit(FieldProblem(code="unknown", value=said))
        return known.get(key)

    return read


def _at_most(limit: int) -> Callable[[str], str]:
    def read(said: str) -> str:
        if len(said) > limit:
            raise Unfit(FieldProblem(code="too_long", limit=limit))
        return said

    return read


def _moment(said: str) -> datetime | None:
    """A day, or a moment, as ISO 8601 or British people write it. In UTC where it does not say."""
    if not said:
        return None
    for read in (datetime.fromisoformat, *(_shaped(shape) for shape in ("%d/%m/%Y", "%Y-%m"))):
        try:
            moment = read(said)
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):
            continue
    raise Unfit(RowProblem(code="not_a_date", value=said))


def _shaped(shape: str) -> Callable[[str], datetime]:
    return lambda said: datetime.strptime(said, shape)  # noqa: DTZ007 - the caller gives it its time zone


def _archived(said: str) -> datetime | bool | None:
    if folded(said) in _YES | {"archived"}:
        return True
    return None if folded(said) in _NO else _moment(said)


def _yes_or_no(said: str) -> bool:
    """Nothing said is no."""
    if folded(said) not in _YES | _NO:
        raise Unfit(FieldProblem(code="unknown", value=said))
    return folded(said) in _YES


def _web_address(said: str) -> str:
    if said and not is_web_address(said):
        raise Unfit(FieldProblem(code="not_a_web_address", value=said))
    return said


def _link(said: str) -> Link:
    """A link as we write it, with its name before the address, or as others do."""
    parts = said.rsplit(maxsplit=1)
    if len(parts) == 2 and not _is_address(parts[1]) and _is_address(said.split(maxsplit=1)[0]):
        parts = said.split(maxsplit=1)[::-1]
    title, url = parts if len(parts) == 2 and _is_address(parts[1]) else ("", said)
    return Link(url=f"https://{url}" if url.startswith("www.") else url, title=title.strip())


def _is_address(word: str) -> bool:
    return word.startswith(("http://", "https://", "www."))


def _links(said: Sequence[str]) -> tuple[Link, ...]:
    return tuple(map(_link, said))


def _names(said: Sequence[str]) -> tuple[str, ...]:
    """Names, each once however it is spelt."""
    distinct: dict[str, str] = {}
    for name in said:
        tidy = " ".join(name.split())
        distinct.setdefault(tidy.casefold(), tidy)
    return tuple(distinct.values())


def _members(said: Sequence[str]) -> tuple[str, ...]:
    strangers = [one for one in said if not member_id(one)]
    if strangers:
        raise Unfit(RowProblem(code="not_a_member", value=strangers[0]))
    return tuple(found for one in said if (found := member_id(one)))


_collaboration = _one_of(OPEN_TO)
READ_TEXT: Mapping[str, Callable[[str], Any]] = {
    "source_id": _at_most(SOURCE_ID_LIMIT),
    "kind": _one_of(KINDS),
    "title": str,
    "summary": str,
    "description": str,
    "phase": _one_of(PHASES),
    "looking_for": str,
    "open_to_public": _yes_or_no,
    "owner": str,
    "contact": str,
    "created": _moment,
    "confirmed": _moment,
    "archived": _archived,
    "source_link": _web_address,
}
READ_LIST: Mapping[str, Callable[[Sequence[str]], Any]] = {
    "links": _links,
    "themes": tuple,
    "councils": _names,
    "people": _members,
    "open_to": lambda said: tuple(kind for kind in map(_collaboration, said) if kind),
}
