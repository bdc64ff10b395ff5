"""A board from Trello becomes a workshop: lists are its categories, cards contributions that nobody here wrote."""

import hashlib
from dataclasses import replace
from datetime import datetime

from bot.data.formats import formats
from bot.domain import workshop_rules as rules
from bot.domain.trello import Imported, TrelloBoard, TrelloCard
from bot.domain.workshops import (
    IMPORTED,
    SUBJECT_LIMIT,
    TEXT_LIMIT,
    FormatKey,
    NewContribution,
    WorkshopSettings,
)
from bot.services.workshop_boards import refresh_board
from storage.database import Database

NO_NAME = "A board from Trello"


class WorkshopImports:
    """Takes in boards."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(
        self,
        workspace: str,
        board: TrelloBoard,
        *,
        key: FormatKey = FormatKey.PREMORTEM,
        channel_id: str,
        private: bool,
        by: str,
        now: datetime,
    ) -> Imported:
        """Open a workshop with all that a board has, led by whoever brings it. It gathers, so more can be written.

        The same board in the same channel is taken once. Its votes are numbers on the contributions: they count, and
        nobody here cast them. The labels of a board that came from Collab are its groups.

        Raises:
            InvalidFields: the board has more lists with cards than a workshop has categories.
        """
        lists = [one for one in board.lists if one.cards]
        categories = tuple(dict.fromkeys(_short(one.name, rules.CATEGORY_LIMIT) for one in lists))
        new = rules.opened(
            formats()[key],
            subject=_short(board.name, SUBJECT_LIMIT) or NO_NAME,
            channel_id=channel_id,
            private=private,
            facilitators=(by,),
            settings=WorkshopSettings(categories=categories),
            now=now,
        )
        written = [(_short(one.name, rules.CATEGORY_LIMIT), card) for one in lists for card in one.cards]
        request = hashlib.sha256(f"trello:{channel_id}:{board!r}".encode()).hexdigest()
        with self._database.transaction(workspace) as tx:
            workshop = tx.workshops.add(new, request=request)
            again = not tx.contributions.is_new(workshop.id, request)
            if not again:
                kept = tx.contributions.add(
                    workshop.id, IMPORTED, [_contribution(*one) for one in written], late=False, at=now
                )
                groups: dict[str, list[int]] = {}
                for one, (_, card) in zip(kept, written, strict=True):
                    if card.group:
                        groups.setdefault(card.group, []).append(one.id)
                for position, (name, inside) in enumerate(groups.items()):
                    tx.contributions.add_group(workshop.id, name, position=position, of=inside)
                refresh_board(tx, workshop, now)
        cut = sum(len(card.text) > TEXT_LIMIT for _, card in written)
        return Imported(workshop=workshop, board=replace(board, lists=tuple(lists)), cut=cut, again=again)


def _contribution(category: str, card: TrelloCard) -> NewContribution:
    return NewContribution(category=category, text=_short(card.text, TEXT_LIMIT), imported_votes=card.votes)


def _short(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"
