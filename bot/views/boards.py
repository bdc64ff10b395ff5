"""What is said of a board from Trello, in plain text."""

from bot.data.formats import formats
from bot.domain.trello import Imported, TrelloBoard
from bot.domain.workshops import TEXT_LIMIT
from bot.views.items import counted
from bot.views.mrkdwn import listing


def board_in_words(board: TrelloBoard) -> str:
    """What is in it, and what is left out."""
    votes = counted(board.votes, "vote")
    said = f"“{board.name}” has {counted(len(board.lists), 'list')} and {counted(board.cards, 'card')} with {votes}."
    left_out = [
        counted(number, thing)
        for number, thing in (
            (board.archived_lists, "archived list"),
            (board.archived_cards, "archived card"),
            (board.empty_cards, "empty card"),
        )
        if number
    ]
    return f"{said} Left out: {listing(left_out)}." if left_out else said


def imported_in_words(found: Imported) -> str:
    """What became of it."""
    form = formats()[found.workshop.format]
    if found.again:
        return f"This board was taken in before: the {form.name.lower()} is there, and nothing was added."
    cut = (
        f" {counted(found.cut, 'card')} had more than {TEXT_LIMIT} characters: I kept the beginning."
        if found.cut
        else ""
    )
    return f"It is a {form.name.lower()} now. Its board appears in the channel as soon as Collab runs.{cut}"
