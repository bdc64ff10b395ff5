"""What members say of themselves, and to whom."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum

from bot.domain.items import MAX_THEMES, NAME_LIMIT
from bot.domain.refusals import FieldProblem, InvalidProfile

PERSON = "person"  # what `kind:` takes beside the kinds of items
ROLE_LIMIT = 100
TEXT_LIMIT = 500  # of what somebody offers, and of what they need


class Contact(StrEnum):
    """What somebody welcomes from others. Who names neither wants nothing."""

    INTRODUCTIONS = "introductions"
    QUESTIONS = "questions"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileContent:
    """What a member writes about themselves. Only they see it unless it is `public`."""

    council: str = ""
    role: str = ""
    themes: tuple[str, ...] = ()
    offers: str = ""
    needs: str = ""
    welcomes: tuple[Contact, ...] = ()
    public: bool = False


PROFILE_FIELDS = tuple(field.name for field in fields(ProfileContent))


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile(ProfileContent):
    """A profile as it is kept. There is no name in it: Slack knows who `member_id` is."""

    id: int
    member_id: str
    created_at: datetime
    updated_at: datetime

    @property
    def content(self) -> ProfileContent:
        """The part of it that its member writes."""
        return ProfileContent(**{name: getattr(self, name) for name in PROFILE_FIELDS})


def checked(content: ProfileContent, *, themes: Collection[str]) -> ProfileContent:
    """The same, tidied: no spaces left over, nothing twice. `themes` holds the keys that there are.

    Raises:
        InvalidProfile: with every field that is wrong.
    """
    tidy = ProfileContent(
        council=" ".join(content.council.split()),
        role=" ".join(content.role.split()),
        themes=tuple(dict.fromkeys(content.themes)),
        offers=content.offers.strip(),
        needs=content.needs.strip(),
        welcomes=tuple(one for one in Contact if one in content.welcomes),
        public=content.public,
    )
    if problems := dict(_problems(tidy, themes)):
        raise InvalidProfile(problems)
    return tidy


def _problems(content: ProfileContent, themes: Collection[str]) -> Iterator[tuple[str, FieldProblem]]:
    limits = {"council": NAME_LIMIT, "role": ROLE_LIMIT, "offers": TEXT_LIMIT, "needs": TEXT_LIMIT}
    for name, limit in limits.items():
        if len(getattr(content, name)) > limit:
            yield name, FieldProblem(code="too_long", limit=limit)
    for key in content.themes:
        if key not in themes:
            yield "themes", FieldProblem(code="unknown", value=key)
    if len(content.themes) > MAX_THEMES:
        yield "themes", FieldProblem(code="too_many", limit=MAX_THEMES)
    said = (content.council, content.role, content.themes, content.offers, content.needs)
    if content.public and not any(said):
        yield "public", FieldProblem(code="nothing_to_find")
