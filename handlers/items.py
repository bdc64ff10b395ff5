"""The buttons of a card and of an item's details."""

from collections.abc import Callable

from slack_bolt import App, Args

from bot.domain.clock import Clock
from bot.domain.details import Details
from bot.domain.items import Item
from bot.domain.refusals import NotAMember
from bot.services.interests import Interests
from bot.services.items import Items
from bot.views import ids
from bot.views.details import details_view
from bot.views.item_forms import copy_form, hand_over_form
from bot.views.mrkdwn import bold, channel, user
from bot.views.notes import note
from handlers.asking import member, workspace
from handlers.home import Home
from handlers.listening import on_action, on_form
from handlers.messages import check_we_can_post, is_person
from handlers.replying import back_to_details, item_id, say_at_details, show

TITLE_ROOM = 700


class ItemButtons:
    """What the buttons of a card and of an item's details do."""

    def __init__(self, items: Items, interests: Interests, clock: Clock, wake: Callable[[], None]) -> None:
        self._items = items
        self._interests = interests
        self._clock = clock
        self._wake = wake

    def details(self, args: Args) -> None:
        found = self._items.details(workspace(args), item_id(args), viewer=member(args))
        show(args, details_view(found).to_dict())

    def follow(self, args: Args) -> None:
        item, new = self._interests.follow(
            workspace(args), item_id(args), member_id=member(args), now=self._clock()
        )
        already = "" if new else " already"
        self._say(args, f"You{already} follow {_named(item)}. I will tell you when it changes.")

    def unfollow(self, args: Args) -> None:
        item = self._interests.unfollow(workspace(args), item_id(args), member_id=member(args))
        self._say(args, f"You no longer follow {_named(item)}.")

    def confirm(self, args: Args) -> None:
        self._items.confirm(workspace(args), item_id(args), by=member(args), now=self._clock())
        self._say(args, "Thank you. Others can see that it is current.")

    def archive(self, args: Args) -> None:
        item = self._items.archive(workspace(args), item_id(args), by=member(args), now=self._clock())
        self._wake()
        self._say(args, f"{_named(item)} is archived. App Home lists it, so that you can bring it back.")

    def restore(self, args: Args) -> None:
        item = self._items.restore(workspace(args), item_id(args), by=member(args), now=self._clock())
        self._wake()
        self._say(args, f"{_named(item)} is back, and can be found again.")

    def copy(self, args: Args) -> None:
        found = self._items.details(workspace(args), item_id(args), viewer=member(args))
        show(args, copy_form(found.item).to_dict())

    def copied(self, args: Args) -> None:
        view = args.body["view"]
        state = view["state"]["values"]
        target = state["channel"]["channel"]["selected_conversation"]
        check_we_can_post(args.client, target)
        item = self._interests.copy(
            workspace(args),
            int(view["private_metadata"]),
            channel_id=target,
            by=member(args),
            note=state["note"]["note"].get("value") or "",
            request=f"{view['id']}:{view['hash']}",
            now=self._clock(),
        )
        words = f"{_named(item)} is on its way to {channel(target)}. Reactions to it count as votes."
        args.ack(response_action="update", view=note(words).to_dict())
        self._wake()

    def hand_over(self, args: Args) -> None:
        item = self._items.to_change(workspace(args), item_id(args), by=member(args))
        show(args, hand_over_form(item).to_dict())

    def handed_over(self, args: Args) -> None:
        view = args.body["view"]
        new_owner = view["state"]["values"]["owner"]["owner"]["selected_user"]
        if not is_person(args.client, new_owner):
            raise NotAMember
        team, who = workspace(args), member(args)
        item = self._items.hand_over(
            team, int(view["private_metadata"]), to=new_owner, by=who, now=self._clock()
        )
        self._wake()
        told = "" if new_owner == who else " I will tell them."
        details = self._items.details(team, item.id, viewer=who)
        back_to_details(args, details, f"{_named(item)} now belongs to {user(new_owner)}.{told}")

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
    """Answer the buttons; `wake` tells delivery that something is owed."""
    answers = ItemButtons(items, interests, clock, wake)
    on_action(app, ids.ITEM_DETAILS, answers.details)
    on_action(app, ids.ITEM_FOLLOW, answers.follow, then=home.refresh)
    on_action(app, ids.ITEM_UNFOLLOW, answers.unfollow, then=home.refresh)
    on_action(app, ids.ITEM_COPY, answers.copy)
    on_action(app, ids.ITEM_CONFIRM, answers.confirm)
    on_action(app, ids.ITEM_ARCHIVE, answers.archive, then=home.refresh)
    on_action(app, ids.ITEM_RESTORE, answers.restore, then=home.refresh)
    on_action(app, ids.ITEM_HAND_OVER, answers.hand_over)
    on_form(app, ids.ITEM_COPY_FORM, answers.copied)
    on_form(app, ids.ITEM_HAND_OVER_FORM, answers.handed_over, then=home.refresh)


def _named(item: Item) -> str:
    return bold(item.title, TITLE_ROOM)
