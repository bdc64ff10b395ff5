"""Whether an owner's items are still current, and what people do not want to be asked."""

from slack_bolt import App, Args

from bot.domain.clock import Clock
from bot.services.confirmations import Confirmations
from bot.services.follow_ups import FollowUps
from bot.services.items import Items
from bot.views import ids
from bot.views.confirmations import still_current_message
from handlers.asking import member, workspace
from handlers.home import Home
from handlers.in_place import asking_from, change
from handlers.listening import on_action
from handlers.replying import say, value


def register(
    app: App,
    items: Items,
    confirmations: Confirmations,
    follow_ups: FollowUps,
    home: Home,
    clock: Clock,
) -> None:
    """Answer what owners press under a question, and in App Home."""

    def shown_again(args: Args, others: str) -> None:
        """The question says what was done to each item."""
        ids_ = [int(one) for one in others.split(",")]
        found = confirmations.shown(workspace(args), ids_, owner_id=member(args))
        if not change(args, asking_from(args, 0), still_current_message(found, clock())):
            say(args, "Thank you.")

    def confirm(args: Args) -> None:
        number, _, others = value(args).partition(":")
        items.confirm(workspace(args), int(number), by=member(args), now=clock())
        shown_again(args, others)

    def archive(args: Args) -> None:
        number, _, others = value(args).partition(":")
        items.archive(workspace(args), int(number), by=member(args), now=clock())
        shown_again(args, others)

    def follow_ups_off(args: Args) -> None:
        follow_ups.choose(workspace(args), member(args), follow_ups=False)
        say(args, "I will not ask you how introductions go. App Home lets you change that.")

    def follow_ups_on(args: Args) -> None:
        follow_ups.choose(workspace(args), member(args), follow_ups=True)
        say(args, "I will ask you how introductions go, after 7 and after 21 days.")

    def confirmations_off(args: Args) -> None:
        follow_ups.choose(workspace(args), member(args), confirmations=False)
        say(
            args,
            "I will not ask whether your items are current, and not archive them by myself. Their cards still say "
            "when they were last confirmed. App Home lets you change that.",
        )

    def confirmations_on(args: Args) -> None:
        follow_ups.choose(workspace(args), member(args), confirmations=True)
        say(args, "I will ask you every 60 days whether your items are current.")

    on_action(app, ids.CURRENT_CONFIRM, confirm, then=home.refresh)
    on_action(app, ids.CURRENT_ARCHIVE, archive, then=home.refresh)
    on_action(app, ids.FOLLOW_UPS_OFF, follow_ups_off, then=home.refresh)
    on_action(app, ids.FOLLOW_UPS_ON, follow_ups_on, then=home.refresh)
    on_action(app, ids.CONFIRMATIONS_OFF, confirmations_off, then=home.refresh)
    on_action(app, ids.CONFIRMATIONS_ON, confirmations_on, then=home.refresh)
