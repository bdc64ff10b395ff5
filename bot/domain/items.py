"""What people share: projects, problems, ideas and resources."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit

from bot.domain.refusals import FieldProblem, InvalidItem

TITLE_LIMIT = 100
SUMMARY_LIMIT = 250
DESCRIPTION_LIMIT = 3000  # what a Slack plain-text input takes
LOOKING_FOR_LIMIT = 250
NAME_LIMIT = 100
MAX_THEMES = 5
MAX_COUNCILS = 20
MAX_PEOPLE = 20
MAX_LINKS = 10
LINK_LIMIT = 500
ALL_LINKS_LIMIT = 3000  # written one a line, they must fit the same input


class Kind(StrEnum):
    """What sort of thing an item is."""

    PROJECT = "project"
    PROBLEM = "problem"
    IDEA = "idea"
    RESOURCE = "resource"


class Phase(StrEnum):
    """Where a project is, in the words of the GOV.UK service manual."""

    DISCOVERY = "discovery"
    ALPHA = "alpha"
    BETA = "beta"
    LIVE = "live"
    RETIRED = "retired"


class Collaboration(StrEnum):
    """The four ways councils work together, from lightest to closest."""

    NETWORKING = "networking"
    KNOWLEDGE_SHARING = "knowledge sharing"
    RESOURCE_SHARING = "resource sharing"
    DELIVERY = "delivery"


class Source(StrEnum):
    """How an item came to us."""

    FORM = "form"
    MESSAGE = "message"
    IMPORT = "import"
    WORKSHOP = "workshop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A web address with an optional name for it."""

    url: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemContent:
    """What a person writes about an item. Sequences keep the order they were given in.

    `open_to_public` says that anybody on the internet may read what `bot.domain.publishing` takes of it.
    """

    kind: Kind
    title: str
    summary: str
    description: str = ""
    links: tuple[Link, ...] = ()
    phase: Phase | None = None
    themes: tuple[str, ...] = ()
    councils: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    open_to: tuple[Collaboration, ...] = ()
    looking_for: str = ""
    open_to_public: bool = False


CONTENT_FIELDS = tuple(field.name for field in fields(ItemContent))


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where an item came from.

    `source_id` is the other system's name for it: importing the same one again updates the item.
    `link` leads back to the message or page that it was made from.
    """

    source: Source = Source.FORM
    source_id: str | None = None
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(ItemContent):
    """An item as it is kept.

    `owner_id` is a Slack user id, or None where nobody here owns it; then `contact` says in words whom to ask.
    """

    id: int
    owner_id: str | None
    contact: str = ""
    origin: Origin = Origin()
    created_at: datetime
    updated_at: datetime
    confirmed_at: datetime
    archived_at: datetime | None = None

    @property
    def content(self) -> ItemContent:
        """The part of it that people write."""
        return ItemContent(**{name: getattr(self, name) for name in CONTENT_FIELDS})


class Action(StrEnum):
    """What somebody did to an item."""

    SHARED = "shared"
    EDITED = "edited"
    HANDED_OVER = "handed over"
    CONFIRMED = "confirmed"
    ARCHIVED = "archived"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of an item's history: who did what, when, and each field's value before and after, in words."""

    action: Action
    by: str
    at: datetime
    fields: Mapping[str, tuple[str, str]]


def begun(kind: Kind, said: str) -> ItemContent:
    """A new item with what somebody has said already: as its title, or as its description if it is long."""
    long = len(said) > TITLE_LIMIT
    return ItemContent(
        kind=kind,
        title="" if long else said,
        summary="",
        description=said[:DESCRIPTION_LIMIT] if long else "",
    )


def checked(content: ItemContent, *, themes: frozenset[str]) -> ItemContent:
    """The content, tidied: white space trimmed, repeats dropped, a phase only where the kind has one.

    Args:
        content: what somebody wrote.
        themes: the keys that are allowed.

    Raises:
        InvalidItem: with every field that is wrong, not just the first.
    """
    tidy = _tidied(content)
    problems = dict(_problems(tidy, themes))
    if problems:
        raise InvalidItem(problems)
    return tidy


def said_at_first(content: ItemContent) -> dict[str, tuple[str, str]]:
    """What the history of a new item keeps beside who shared it: whether it was open to the public from then on."""
    return differences(replace(content, open_to_public=False), content)


def differences(before: ItemContent, after: ItemContent) -> dict[str, tuple[str, str]]:
    """Each field that differs, as (before, after) in words."""
    return {
        name: (_in_words(getattr(before, name)), _in_words(getattr(after, name)))
        for name in CONTENT_FIELDS
        if getattr(before, name) != getattr(after, name)
    }


def _tidied(content: ItemContent) -> ItemContent:
    councils = (_one_line(name) for name in content.councils)
    return ItemContent(
        kind=content.kind,
        title=_one_line(content.title),
        summary=_one_line(content.summary),
        description=content.description.replace("\0", "").strip(),
        links=tuple(
            dict.fromkeys(Link(url=link.url.strip(), title=_one_line(link.title)) for link in content.links)
        ),
        phase=content.phase if content.kind is Kind.PROJECT else None,
        themes=tuple(dict.fromkeys(content.themes)),
        councils=tuple(dict.fromkeys(filter(None, councils))),
        people=tuple(dict.fromkeys(content.people)),
        open_to=tuple(kind for kind in Collaboration if kind in content.open_to),
        looking_for=_one_line(content.looking_for),
        open_to_public=content.open_to_public,
    )


def _one_line(text: str) -> str:
    """Text with single spaces, and without the character that PostgreSQL cannot keep."""
    return " ".join(text.replace("\0", "").split())


def _problems(content: ItemContent, themes: frozenset[str]) -> "list[tuple[str, FieldProblem]]":
    found = [
        (name, FieldProblem(code="missing")) for name in ("title", "summary") if not getattr(content, name)
    ]
    limits = {
        "title": TITLE_LIMIT,
        "summary": SUMMARY_LIMIT,
        "description": DESCRIPTION_LIMIT,
        "looking_for": LOOKING_FOR_LIMIT,
    }
    found += [
        (name, FieldProblem(code="too_long", limit=limit))
        for name, limit in limits.items()
        if len(getattr(content, name)) > limit
    ]
    most = {"themes": MAX_THEMES, "councils": MAX_COUNCILS, "people": MAX_PEOPLE, "links": MAX_LINKS}
    found += [
        (name, FieldProblem(code="too_many", limit=limit))
        for name, limit in most.items()
        if len(getattr(content, name)) > limit
    ]
    found += [
        ("councils", FieldProblem(code="too_long", limit=NAME_LIMIT, value=name))
        for name in content.councils
        if len(name) > NAME_LIMIT
    ]
    found += [
        ("themes", FieldProblem(code="unknown", value=key)) for key in content.themes if key not in themes
    ]
    return found + [("links", problem) for problem in _link_problems(content.links)]


def _link_problems(links: Sequence[Link]) -> Iterator[FieldProblem]:
    """What is wrong with links; of several problems the last is told."""
    if len(as_lines(links)) > ALL_LINKS_LIMIT:
        yield FieldProblem(code="too_long", limit=ALL_LINKS_LIMIT)
    for link in links:
        if len(link.title) > NAME_LIMIT:
            yield FieldProblem(code="too_long", limit=NAME_LIMIT, value=link.title)
        if len(link.url) > LINK_LIMIT:
            yield FieldProblem(code="too_long", limit=LINK_LIMIT, value=link.url)
        elif not is_web_address(link.url):
            yield FieldProblem(code="not_a_web_address", value=link.url)


def as_lines(links: Sequence[Link]) -> str:
    r"""Links as people write them: one a line, an address and maybe a name after it.

    >>> as_lines([Link(url="https://example.org", title="The plan"), Link(url="https://example.com")])
    'https://example.org The plan\nhttps://example.com'
    """
    return "\n".join(f"{link.url} {link.title}".strip() for link in links)


def is_web_address(text: str) -> bool:
    """Whether it is an http or https address with a host, no spaces and no sign-in details.

    >>> is_web_address("https://example.org/a"), is_web_address("javascript:alert(1)")
    (True, False)
    """
    if len(text) > LINK_LIMIT or any(character.isspace() or character in '<>|"' for character in text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and "." in (parts.hostname or "") and parts.username is None
    except ValueError:
        return False


def _in_words(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Link(url=url, title=title):
            return f"{title} {url}".strip()
        case tuple():
            return ", ".join(_in_words(one) for one in value)
        case _:
            return str(value)
