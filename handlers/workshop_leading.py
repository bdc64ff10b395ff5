"""What those who lead a workshop do: move on and back, give more time, decide about what came late, close."""

from collections.abc import Callable

from slack_bolt import App, Args
from slack_sdk import WebClient

from bot.domain.clock import Clock
from bot.domain.workshops import WorkshopPhase
from bot.services.contributing import Contributing
from bot.services.grouping import Grouping
from bot.services.workshop_phases import WorkshopPhases
from bot.services.workshops import Workshops
from bot.views import ids
from bot.views.form_state import option_of
from bot.views.notes import note
from bot.views.workshop_controls import Changing, set_in, settings_form
from bot.views.workshop_reading import late_view
from bot.views.workshop_time import LONGER, longer_form
from handlers.asking import member, workspace
from handlers.listening import on_action, on_form
from handlers.replying import modal_of, show, value

BeforeItEnds = Callable[[WebClient, str, int], None]
"""See what Slack shows of a vote, before it ends: the client, the workspace, the workshop."""


class LeadingListeners:
    """The buttons that are for those who lead a workshop. Others are told so, and whom to ask.

    `wake` tells delivery that something is owed.
    """

    def __init__(
        self,
        workshops: Workshops,
        phases: WorkshopPhases,
        grouping: Grouping,
        contributing: Contributing,
        before_it_ends: BeforeItEnds,
        clock: Clock,
        wake: Callable[[], None],
    ) -> None:
        self._workshops = workshops
        self._phases = phases
        self._grouping = grouping
        self._contributing = contributing
        self._before_it_ends = before_it_ends
        self._clock = clock
        self._wake = wake

    def move_on(self, args: Args) -> None:
        workshop_id, seen = _at(args)
        self._before_it_ends(args.client, workspace(args), workshop_id)
        self._phases.move_on(workspace(args), workshop_id, by=member(args), seen=seen, now=self._clock())
        self._wake()

    def group(self, args: Args) -> None:
        """Propose groups, if it came to that. `bot.jobs` does when this dies."""
        workshop_id, _ = _at(args)
        if self._grouping.propose(workspace(args), workshop_id, now=self._clock()):
            self._wake()

    def go_back(self, args: Args) -> None:
        workshop_id, seen = _at(args)
        self._phases.go_back(workspace(args), workshop_id, by=member(args), seen=seen, now=self._clock())
        self._wake()

    def close(self, args: Args) -> None:
        self._before_it_ends(args.client, workspace(args), int(value(args)))
        self._phases.close(workspace(args), int(value(args)), by=member(args), now=self._clock())
        self._wake()

    def longer(self, args: Args) -> None:
        workshop = self._workshops.to_change(workspace(args), int(value(args)), by=member(args))
        show(args, longer_form(workshop).to_dict())

    def lengthened(self, args: Args) -> None:
        view = args.body["view"]
        words, longer = LONGER[option_of(view["state"]["values"], "longer")]
        self._phases.extend(
            workspace(args),
            int(view["private_metadata"]),
            by=member(args),
            longer=longer,
            request=view["id"],
            now=self._clock(),
        )
        args.ack(response_action="update", view=note(f"There is {words} more.", title="More time").to_dict())
        self._wake()

    def settings(self, args: Args) -> None:
        workshop = self._workshops.to_change(workspace(args), int(value(args)), by=member(args))
        show(args, settings_form(workshop).to_dict())

    def set(self, args: Args) -> None:
        view = args.body["view"]
        changing = Changing.read(view["private_metadata"])
        self._workshops.change(
            workspace(args),
            changing.workshop_id,
            by=member(args),
            shown=changing.shown,
            wanted=set_in(view["state"]["values"], changing.shown),
            now=self._clock(),
        )
        args.ack(response_action="update", view=note("Your changes are saved.", title="Settings").to_dict())
        self._wake()

    def late(self, args: Args) -> None:
        found = self._contributing.late(workspace(args), int(value(args)), by=member(args))
        show(args, late_view(found).to_dict())

    def let_in(self, args: Args) -> None:
        self._decide(args, let_in=True)

    def leave_out(self, args: Args) -> None:
        self._decide(args, let_in=False)

    def _decide(self, args: Args, *, let_in: bool) -> None:
        workshop_id, _, contribution_id = value(args).partition(":")
        found = self._contributing.decide(
            workspace(args),
            int(workshop_id),
            int(contribution_id),
            by=member(args),
            let_in=let_in,
            now=self._clock(),
        )
        args.client.views_update(view_id=modal_of(args)["id"], view=late_view(found).to_dict())
        self._wake()


def register(app: App, listeners: LeadingListeners) -> None:
    """Answer the buttons and forms."""
    on_action(app, ids.WORKSHOP_NEXT, listeners.move_on, then=listeners.group)
    on_action(app, ids.WORKSHOP_BACK, listeners.go_back)
    on_action(app, ids.WORKSHOP_CLOSE, listeners.close)
    on_action(app, ids.WORKSHOP_LONGER, listeners.longer)
    on_action(app, ids.WORKSHOP_SETTINGS, listeners.settings)
    on_action(app, ids.WORKSHOP_LATE, listeners.late)
    on_action(app, ids.WORKSHOP_LET_IN, listeners.let_in)
    on_action(app, ids.WORKSHOP_LEAVE_OUT, listeners.leave_out)
    on_form(app, ids.WORKSHOP_LONGER_FORM, listeners.lengthened)
    on_form(app, ids.WORKSHOP_SETTINGS_FORM, listeners.set)


def _at(args: Args) -> tuple[int, WorkshopPhase]:
    """The workshop that a button belongs to, and the phase that it was in when the button was shown."""
    workshop_id, _, phase = value(args).partition(":")
    return int(workshop_id), WorkshopPhase(phase)
