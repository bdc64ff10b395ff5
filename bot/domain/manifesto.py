"""The manifesto as people see it: the principles they agreed to, and all there is to each."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.items import Item
from bot.domain.principles import Guidance, Principle, Section, Version
from bot.domain.rounds import Proposal, Round
from bot.domain.workshops import Workshop


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A principle in the list: how many items use it, how much guidance it has, and whether a change is discussed."""

    principle: Principle
    uses: int
    guidance: int
    open_round: Round | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The principles by number, and what is being decided where everybody may know of it."""

    principles: tuple[Listed, ...]
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """When people agreed to a text, and how many: nobody's name."""

    at: datetime
    agreed: int
    stood_aside: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinciplePage:
    """All there is to a principle. `guidance` has that with most votes first, `uses` the items that use it.

    `workshops` are those that led to it and that everybody may look at.
    """

    principle: Principle
    guidance: tuple[Guidance, ...] = ()
    uses: tuple[Item, ...] = ()
    versions: tuple[Version, ...] = ()
    adoption: Adoption | None = None
    open_round: Round | None = None
    workshops: tuple[Workshop, ...] = ()

    def guidance_in(self, section: Section) -> tuple[Guidance, ...]:
        """The guidance of one section."""
        return tuple(one for one in self.guidance if one.section is section)
