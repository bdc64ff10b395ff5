"""What is said of a board from Trello, in plain text."""

from bot.data.formats import formats
from bot.domain.trello import Imported, TrelloBoard
from bot.domain.workshops import TEXT_LIMIT
from bot.views.figures import counted
from bot.views.mrkdwn import excerpt, listing


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
    """What became of it, for whoever runs Collab."""
    return _became(found, "Its board appears in the channel as soon as Collab runs.")


def taken_in_words(found: Imported) -> str:
    """What was in it and what became of it, in mrkdwn, for whoever brought it to a channel."""
    leads = "Its board is on its way to the channel. You lead it: the buttons below the board are yours."
    return excerpt(f"{board_in_words(found.board)} {_became(found, leads)}", 2800)


def _became(found: Imported, next_words: str) -> str:
    name = formats()[found.workshop.format].name.lower()
    if found.again:
        return f"This board was taken in before: the {name} is there, and nothing was added."
    cut = (
        f" {counted(found.cut, 'card')} had more than {TEXT_LIMIT} characters: I kept the beginning."
        if found.cut
        else ""
    )
    return f"It is a {name} now. {next_words}{cut}"
