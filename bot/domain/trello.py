"""Boards as Trello exports them: lists are categories, cards are contributions, and labels say how these are grouped.

The shape is that of Trello's own "Export as JSON" (support.atlassian.com/trello/docs/exporting-data-from-trello). Of a
board that comes in only what a workshop has is read: its name, and its lists and cards with their votes.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.domain.refusals import NotATrelloBoard
from bot.domain.workshops import Contribution, ContributionKind, Format, Workshop, WorkshopState

MOST_CARDS = 2_000
MOST_VOTES = 10_000  # a card: more than anybody can have meant
NO_CATEGORY = "Contributions"
MADE_BY = "collab"  # in `creationMethod`: the labels of such a board are groups
_POSITION = 65_536  # what Trello leaves between two neighbours, so that another fits
_COLOURS = ("green", "yellow", "orange", "red", "purple", "blue", "sky", "lime", "pink", "black")
_BOARD, _LIST, _CARD, _LABEL, _VOTER = range(1, 6)  # so that no two things have the same id


@dataclass(frozen=True, slots=True, kw_only=True)
class TrelloCard:
    """A card: all that it says, its votes, and the group that it is in, if it came from Collab and is in one."""

    text: str
    votes: int = 0
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrelloList:
    """A list and its cards, in order."""

    name: str
    cards: tuple[TrelloCard, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TrelloBoard:
    """What of a board can become a workshop.

    Left out, and counted: lists and cards that are archived (cards of archived lists too), and cards that say nothing
    or are in no list.
    """

    name: str
    lists: tuple[TrelloList, ...]
    archived_lists: int = 0
    archived_cards: int = 0
    empty_cards: int = 0

    @property
    def cards(self) -> int:
        """How many cards it has."""
        return sum(len(one.cards) for one in self.lists)

    @property
    def votes(self) -> int:
        """How many votes its cards have."""
        return sum(card.votes for one in self.lists for card in one.cards)


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of a board. `cut`: so many cards say more than a contribution may. `again`: it was there before."""

    workshop: Workshop
    board: TrelloBoard
    cut: int = 0
    again: bool = False


def to_trello(form: Format, state: WorkshopState) -> dict[str, Any]:
    """A workshop as a board that Trello might have exported.

    A group's votes are those of its oldest card, so that they add up. Nobody's name is in it: who voted is a number
    that stands for nobody. What came late and waits to be let in is not, for it counts for nothing yet.
    """
    workshop = state.workshop
    opened = workshop.opened_at
    board_id = _id(_BOARD, workshop.id, opened)
    written = sorted(state.contributions, key=lambda one: (one.created_at, one.id))
    used = [one.category for one in written]
    names = list(dict.fromkeys([*(workshop.settings.categories or form.categories), *used])) or [""]
    list_ids = {name: _id(_LIST, number, opened) for number, name in enumerate(names)}
    labels = {
        group.id: {
            "id": _id(_LABEL, group.id, opened),
            "idBoard": board_id,
            "name": group.name,
            "color": _COLOURS[number % len(_COLOURS)],
        }
        for number, group in enumerate(state.groups)
        if any(one.group_id == group.id for one in written)
    }
    votes = _card_votes(state)
    cards = [
        _card(
            form, one, board_id, list_ids[one.category], number, votes[one.id], labels.get(one.group_id or 0)
        )
        | {"id": _id(_CARD, one.id, opened if workshop.settings.anonymous else one.created_at)}
        for number, one in enumerate(written, start=1)
    ]
    return {
        "id": board_id,
        "name": workshop.subject,
        "desc": f"{form.name}: {form.prompt}",
        "closed": False,
        "creationMethod": MADE_BY,
        "dateLastActivity": _moment(workshop.closed_at or opened),
        "prefs": {"permissionLevel": "private", "voting": "members"},
        "lists": [
            {
                "id": list_ids[name],
                "name": name or NO_CATEGORY,
                "closed": False,
                "idBoard": board_id,
                "pos": number * _POSITION,
            }
            for number, name in enumerate(names, start=1)
        ],
        "cards": cards,
        "labels": list(labels.values()),
        "members": [],
        "checklists": [],
        "actions": [],
    }


def from_trello(exported: str | bytes) -> TrelloBoard:
    """The board in a file that Trello exported, or that `to_trello` made. What it does not know it passes over.

    Raises:
        NotATrelloBoard: it is no such file, or there is no card in it to take.
    """
    board = _read(exported)
    lists = [one for one in _ordered(board["lists"]) if isinstance(one.get("id"), str)]
    labelled = board.get("creationMethod") == MADE_BY
    names = {
        one["id"]: _line(one.get("name")) or NO_CATEGORY for one in lists if one.get("closed") is not True
    }
    cards: dict[str, list[TrelloCard]] = {list_id: [] for list_id in names}
    left_out: Counter[str] = Counter(lists=len(lists) - len(names))
    archived = {one["id"] for one in lists} - set(names)
    for card in _ordered(board["cards"]):
        list_id, said = card.get("idList"), _said(card)
        if card.get("closed") is True or list_id in archived:
            left_out["archived"] += 1
        elif list_id not in cards or not said:
            left_out["empty"] += 1
        else:
            group = _group(card) if labelled else ""
            cards[list_id].append(TrelloCard(text=said, votes=_votes(card), group=group))
    if not any(cards.values()):
        raise NotATrelloBoard("no_cards")
    if sum(map(len, cards.values())) > MOST_CARDS:
        raise NotATrelloBoard("too_many_cards", limit=MOST_CARDS)
    return TrelloBoard(
        name=_line(board.get("name")),
        lists=tuple(TrelloList(name=name, cards=tuple(cards[list_id])) for list_id, name in names.items()),
        archived_lists=left_out["lists"],
        archived_cards=left_out["archived"],
        empty_cards=left_out["empty"],
    )


def _card(
    form: Format,
    one: Contribution,
    board_id: str,
    list_id: str,
    number: int,
    votes: int,
    label: Mapping[str, str] | None,
) -> dict[str, Any]:
    name, _, rest = one.text.partition("\n")
    desc = "\n".join([*([rest] if rest else []), *_more(form, one)])
    return {
        "id": "",
        "idBoard": board_id,
        "idList": list_id,
        "idShort": number,
        "name": name or _rating(one),
        "desc": desc,
        "closed": False,
        "pos": number * _POSITION,
        "due": None,
        "idMembers": [],
        "idMembersVoted": [_id(_VOTER, each, datetime.fromtimestamp(0, UTC)) for each in range(1, votes + 1)],
        "labels": [dict(label)] if label else [],
        "idLabels": [label["id"]] if label else [],
        "idChecklists": [],
        "badges": {
            "votes": votes,
            "description": bool(desc),
            "comments": 0,
            "attachments": 0,
            "checkItems": 0,
        },
    }


def _more(form: Format, one: Contribution) -> list[str]:
    """What a contribution says beside its text."""
    rated = [f"Rating: {_rating(one)}"] if form.kind is ContributionKind.RATINGS and one.text else []
    saves = [f"Would save: {one.saves:,g} {one.saves_unit}"] if one.saves is not None else []
    return [*rated, *saves]


def _rating(one: Contribution) -> str:
    return f"{one.rating:+d}" if one.rating else "0"


def _card_votes(state: WorkshopState) -> Counter[int]:
    votes = Counter(
        {one.id: state.contribution_votes.get(one.id, 0) + one.imported_votes for one in state.contributions}
    )
    for group_id, count in state.group_votes.items():
        inside = [one for one in state.contributions if one.group_id == group_id]
        if inside:
            votes[min(inside, key=lambda one: (one.created_at, one.id)).id] += count
    return votes


def _id(kind: int, number: int, at: datetime) -> str:
    """An id like Trello's: 24 hexadecimal digits, of which the first eight are the second in which it was made."""
    return f"{int(at.timestamp()):08x}{kind:02x}{number:014x}"


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _read(exported: str | bytes) -> Mapping[str, Any]:
    try:
        board: Mapping[str, Any] = json.loads(exported)
    except (ValueError, RecursionError) as error:  # UnicodeDecodeError is a ValueError
        raise NotATrelloBoard("not_json") from error
    match board:
        case {"lists": list(), "cards": list()}:
            return board
    raise NotATrelloBoard("not_a_board")


def _ordered(things: Iterable[object]) -> list[Mapping[str, Any]]:
    """The objects among them, in the order of the board; what has no place of its own keeps that of the file."""
    objects = [one for one in things if isinstance(one, dict)]
    return sorted(objects, key=lambda one: _number(one.get("pos")) or 0.0)


def _number(value: object) -> float | None:
    """A number that can be compared; JSON has others, and says True for a number too."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) < 1e15 else None


def _votes(card: Mapping[str, Any]) -> int:
    badges, voters = card.get("badges"), card.get("idMembersVoted")
    counted = _number(badges.get("votes")) if isinstance(badges, dict) else None
    named = len(voters) if isinstance(voters, list) else 0
    return min(max(int(counted or 0), named, 0), MOST_VOTES)


def _said(card: Mapping[str, Any]) -> str:
    """Its name, and below it what else it says."""
    name, desc = card.get("name"), card.get("desc")
    parts = [name if isinstance(name, str) else "", desc if isinstance(desc, str) else ""]
    return _kept("\n".join(filter(None, parts))).strip()


def _group(card: Mapping[str, Any]) -> str:
    match card.get("labels"):
        case [{"name": str(name)}]:
            return _line(name)
    return ""


def _line(value: object) -> str:
    return " ".join(_kept(value).split()) if isinstance(value, str) else ""


def _kept(text: str) -> str:
    """Text without what no database keeps: NUL, and half of a pair of surrogates."""
    return text.replace("\0", "").encode("utf-8", errors="replace").decode()
