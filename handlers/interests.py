"""*I'm interested*: the form that asks what for, and taking it back."""

from collections.abc import Callable

from slack_bolt import App, Args

from bot.domain.clock import Clock
from bot.domain.details import Details
from bot.domain.items import Item
from bot.domain.refusals import TooManyWindows
from bot.services.interests import Interests, Noted
from bot.services.items import Items
from bot.views import ids
from bot.views.details import details_view
from bot.views.interest_forms import interest_form, say_here_message
from bot.views.items import whom_to_ask
from bot.views.mrkdwn import bold, user
from bot.views.notes import note
from handlers.asking import member, workspace
from handlers.home import Home
from handlers.listening import on_action, on_form
from handlers.replying import back_to_details, item_id, modal_of, say_at_details, show, typed

TITLE_ROOM = 700


class InterestButtons:
    """Being interested in an item, wherever its button stands."""

    def __init__(self, items: Items, interests: Interests, clock: Clock, wake: Callable[[], None]) -> None:
        self._items = items
        self._interests = interests
        self._clock = clock
        self._wake = wake

    def interested(self, args: Args) -> None:
        """Ask what for. Where there is nobody to tell, or nothing new to tell, say so at once."""
        team, who = workspace(args), member(args)
        item, why_not = self._interests.standing(team, item_id(args), member_id=who)
        if why_not is Noted.ALONE:
            item, why_not = self._interests.interested(team, item.id, member_id=who, now=self._clock())
        if why_not is None:
            _open_form(args, item)
        else:
            self._say(args, noted_words(item, why_not))

    def submitted(self, args: Args) -> None:
        team, who, view = workspace(args), member(args), args.body["view"]
        number, _, stands_on = view["private_metadata"].partition(" ")
        hope = " ".join(typed(args, "hope", needed=True).split())
        item, noted = self._interests.interested(
            team, int(number), member_id=who, hope=hope, now=self._clock()
        )
        words = noted_words(item, noted)
        if stands_on == "details":
            back_to_details(args, self._items.details(team, item.id, viewer=who), words)
        elif stands_on == "in their place":
            details = self._items.details(team, item.id, viewer=who)
            args.ack(response_action="update", view=details_view(details, said=words).to_dict())
        else:
            args.ack(response_action="update", view=note(words, title="I’m interested").to_dict())
        self._wake()

    def take_back(self, args: Args) -> None:
        item = self._interests.take_back(
            workspace(args), item_id(args), member_id=member(args), now=self._clock()
        )
        self._say(args, f"You have taken back your interest in {_named(item)}. I will not ask you about it.")

    def _say(self, args: Args, words: str) -> None:
        def details() -> Details:
            return self._items.details(workspace(args), item_id(args), viewer=member(args))

        say_at_details(args, details, words)


def register(
    app: App,
    items: Items,
    interests: Interests,
    home: Home,
    clock: Clock,
    wake: Callable[[], None],
) -> None:
    """Answer the buttons and the form; `wake` tells delivery that something is owed."""
    answers = InterestButtons(items, interests, clock, wake)
    on_action(app, ids.ITEM_INTERESTED, answers.interested, then=home.refresh)
    on_action(app, ids.INTEREST_TAKE_BACK, answers.take_back, then=home.refresh)
    on_form(app, ids.INTEREST_FORM, answers.submitted, then=home.refresh)


def _open_form(args: Args, item: Item) -> None:
    """On top of what stands there; in the place of details that leave no room; or else by way of a direct message."""
    modal = modal_of(args)
    on_details = modal.get("callback_id") == ids.ITEM_DETAILS
    try:
        show(args, interest_form(item, stands_on="details" if on_details else "").to_dict())
    except TooManyWindows:
        if on_details:
            form = interest_form(item, stands_on="in their place")
            args.client.views_update(view_id=modal["id"], view=form.to_dict())
        else:
            args.client.chat_postMessage(channel=member(args), **say_here_message(item).payload())


def _named(item: Item) -> str:
    return bold(item.title, TITLE_ROOM)


def noted_words(item: Item, noted: Noted) -> str:
    """What somebody is told who said that they are interested."""
    named, owner = _named(item), user(item.owner_id) if item.owner_id else ""
    match noted:
        case Noted.OWN:
            return f"{named} is yours already."
        case Noted.BEFORE:
            return (
                f"You have said so before. {whom_to_ask(item)} about {named}: a message may be all it takes. "
                "*Details* lets you take it back."
            )
        case Noted.RENEWED:
            return f"Your interest in {named} stands again, with what you hope for now."
        case Noted.NEW:
            return (
                f"I am telling {owner} that you are interested in {named}. "
                "When they accept, I put you both in a group message."
            )
        case Noted.ALONE if owner:
            return f"I have noted your interest in {named}. {owner} takes no introductions from me at the moment."
        case Noted.ALONE:
            return f"I have noted your interest in {named}. {whom_to_ask(item)}."
