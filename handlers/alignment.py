"""*Check we're aligned*: its form."""

from collections.abc import Callable

from slack_bolt import App, Args

from bot.domain.clock import Clock
from bot.services.alignment import Alignment
from bot.services.introductions import Introductions
from bot.views import ids
from bot.views.alignment import align_form, answers_of
from bot.views.mrkdwn import user
from bot.views.notes import note
from handlers.asking import member, workspace
from handlers.listening import on_action, on_form
from handlers.replying import show, value


def register(
    app: App, introductions: Introductions, alignment: Alignment, clock: Clock, wake: Callable[[], None]
) -> None:
    """Ask each of the two in private; `wake` tells delivery that something is owed."""

    def opened(args: Args) -> None:
        team, who, number = workspace(args), member(args), int(value(args))
        meeting = introductions.about(team, number, member_id=who)
        before = alignment.own(team, number, member_id=who)
        show(args, align_form(meeting, before).to_dict())

    def submitted(args: Args) -> None:
        team, who, view = workspace(args), member(args), args.body["view"]
        number = int(view["private_metadata"])
        both = alignment.answer(team, number, answers_of(view["state"]["values"]), by=who, now=clock())
        other = user(introductions.about(team, number, member_id=who).introduction.other(who))
        words = (
            "Thank you. Both of you have answered: look in your group message."
            if both
            else f"Thank you. I tell {other} that you have answered, not what. Until they have, you can change it."
        )
        args.ack(response_action="update", view=note(words, title="Check we’re aligned").to_dict())
        wake()

    on_action(app, ids.ALIGN, opened)
    on_form(app, ids.ALIGN_FORM, submitted)
