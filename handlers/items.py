"""The buttons of a card and of an item's details."""

from collections.abc import Callable

from slack_bolt import App, Args

from bot.domain.clock import Clock
from bot.domain.items import Item
from bot.domain.refusals import NotAMember
from bot.services.interests import Interests
from bot.services.items import Items
from bot.views import ids
from bot.views.details import copy_form, details_view, hand_over_form
from bot.views.items import whom_to_ask
from bot.views.mrkdwn import bold, channel, user
from bot.views.notes import note
from handlers.asking import member, workspace
from handlers.listening import on_action, on_form
from handlers.replying import item_id, say, show

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

    def interested(self, args: Args) -> None:
        item, new = self._interests.interested(
            workspace(args), item_id(args), member_id=member(args), now=self._clock()
        )
        self._wake()
        say(args, _interest_words(item, member(args), new=new))

    def follow(self, args: Args) -> None:
        item, new = self._interests.follow(
            workspace(args), item_id(args), member_id=member(args), now=self._clock()
        )
        already = "" if new else " already"
        say(args, f"You{already} follow {_named(item)}. I will tell you when it changes.")

    def unfollow(self, args: Args) -> None:
        item = self._interests.unfollow(workspace(args), item_id(args), member_id=member(args))
        say(args, f"You no longer follow {_named(item)}.")

    def copy(self, args: Args) -> None:
        found = self._items.details(workspace(args), item_id(args), viewer=member(args))
        show(args, copy_form(found.item).to_dict())

    def copied(self, args: Args) -> None:
        view = args.body["view"]
        state = view["state"]["values"]
        target = state["channel"]["channel"]["selected_conversation"]
        item = self._interests.copy(
            workspace(args),
            int(view["private_metadata"]),
            channel_id=target,
            by=member(args),
            note=state["note"]["note"].get("value") or "",
            request=view["id"],
            now=self._clock(),
        )
        args.ack(
            response_action="update",
            view=note(
                f"{_named(item)} is on its way to {channel(target)}. Reactions to it count as votes."
            ).to_dict(),
        )
        self._wake()

    def confirm(self, args: Args) -> None:
        item = self._items.confirm(workspace(args), item_id(args), by=member(args), now=self._clock())
        say(args, f"Thank you. {_named(item)} now says that it was confirmed today.")

    def archive(self, args: Args) -> None:
        item = self._items.archive(workspace(args), item_id(args), by=member(args), now=self._clock())
        self._wake()
        say(args, f"{_named(item)} is archived. You can bring it back from its details in App Home.")

    def restore(self, args: Args) -> None:
        item = self._items.restore(workspace(args), item_id(args), by=member(args), now=self._clock())
        self._wake()
        say(args, f"{_named(item)} is back, and can be found again.")

    def hand_over(self, args: Args) -> None:
        item = self._items.to_change(workspace(args), item_id(args), by=member(args))
        show(args, hand_over_form(item).to_dict())

    def handed_over(self, args: Args) -> None:
        view = args.body["view"]
        new_owner = view["state"]["values"]["owner"]["owner"]["selected_user"]
        if args.client.users_info(user=new_owner)["user"].get("is_bot"):
            raise NotAMember
        item = self._items.hand_over(
            workspace(args), int(view["private_metadata"]), to=new_owner, by=member(args), now=self._clock()
        )
        words = f"{_named(item)} now belongs to {user(new_owner)}. I will tell them."
        args.ack(response_action="update", view=note(words).to_dict())
        self._wake()


def register(app: App, items: Items, interests: Interests, clock: Clock, wake: Callable[[], None]) -> None:
    """Answer the buttons; `wake` tells delivery that something is owed."""
    answers = ItemButtons(items, interests, clock, wake)
    on_action(app, ids.ITEM_DETAILS, answers.details)
    on_action(app, ids.ITEM_INTERESTED, answers.interested)
    on_action(app, ids.ITEM_FOLLOW, answers.follow)
    on_action(app, ids.ITEM_UNFOLLOW, answers.unfollow)
    on_action(app, ids.ITEM_COPY, answers.copy)
    on_action(app, ids.ITEM_CONFIRM, answers.confirm)
    on_action(app, ids.ITEM_ARCHIVE, answers.archive)
    on_action(app, ids.ITEM_RESTORE, answers.restore)
    on_action(app, ids.ITEM_HAND_OVER, answers.hand_over)
    on_form(app, ids.ITEM_COPY_FORM, answers.copied)
    on_form(app, ids.ITEM_HAND_OVER_FORM, answers.handed_over)


def _named(item: Item) -> str:
    return bold(item.title, TITLE_ROOM)


def _interest_words(item: Item, member_id: str, *, new: bool) -> str:
    if item.owner_id == member_id:
        return f"{_named(item)} is yours already."
    if not new:
        return f"You have said so before. {whom_to_ask(item)} about {_named(item)}: a message may be all it takes."
    if item.owner_id:
        told = f"I have told {user(item.owner_id)} that you are interested in {_named(item)}."
        return f"{told} Why not send them a message too?"
    return f"I have noted it. {whom_to_ask(item)} about {_named(item)}."
