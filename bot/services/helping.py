"""Who can help with what is asked: for digests, and only by what people agreed to show."""

from collections.abc import Mapping
from datetime import datetime

from bot.domain.items import Item
from bot.domain.partners import LEAST_FIT, STRONG_FIT, Partner, Role
from bot.search.partners import PartnerSearch
from bot.services.partners import need_of
from storage.transaction import Transaction


class Helping:
    """Partners for asks, each worked out once however many readers there are. Good for one pass, not longer."""

    def __init__(self, finder: PartnerSearch | None) -> None:
        self._finder = finder
        self._found: dict[int, list[Partner]] = {}
        self._able: dict[int, dict[str, Partner]] = {}

    def with_ask(self, tx: Transaction, workspace: str, ask: Item, *, now: datetime) -> Mapping[str, Partner]:
        """Those who can help with an ask by what they shared or offer, each with the best reason.

        Nobody whom the asker would not reach: not those who declined them before, or want no word of problems.
        """
        if ask.id not in self._able:
            able: dict[str, Partner] = {}
            for one in self.partners(tx, workspace, ask, now=now):
                if one.member_id and _can_help(ask, one):
                    able.setdefault(one.member_id, one)
            out = (
                tx.partners.stopped(list(able)) | tx.partners.unwilling(ask.owner_id or "") if able else set()
            )
            self._able[ask.id] = {member_id: one for member_id, one in able.items() if member_id not in out}
        return self._able[ask.id]

    def partners(self, tx: Transaction, workspace: str, ask: Item, *, now: datetime) -> list[Partner]:
        """All who fit an ask, the best first. The transaction must be one that only reads."""
        if self._finder is None:
            return []
        if ask.id not in self._found:
            need = need_of(tx, ask, ask.owner_id or "")
            self._found[ask.id], _ = self._finder.find(tx, workspace, need, now=now)
        return self._found[ask.id]


def _can_help(ask: Item, partner: Partner) -> bool:
    """Whether somebody has more than the same need, and not of other themes; within one council less is enough."""
    theirs = partner.item.themes if partner.item else partner.profile.themes if partner.profile else ()
    if ask.themes and theirs and not partner.alignment.themes:
        return False
    least = LEAST_FIT if partner.alignment.same_council else STRONG_FIT
    return partner.role is not Role.SAME_NEED and partner.alignment.fit >= least
