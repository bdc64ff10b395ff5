"""Grouping what people wrote: those who lead a workshop merge, split, rename and move."""

from collections.abc import Callable

from slack_bolt import App, Args

from bot.domain.clock import Clock
from bot.services.grouping import Grouping
from bot.views import ids
from bot.views.workshop_grouping import group_form, groups_view, regrouping_in
from handlers.asking import member, workspace
from handlers.listening import on_action, on_form
from handlers.replying import back_below, modal_of, show, value


def register(app: App, grouping: Grouping, clock: Clock, wake: Callable[[], None]) -> None:
    """Answer the buttons and the form; `wake` tells delivery that something is owed."""

    def groups(args: Args) -> None:
        state = grouping.to_change(workspace(args), int(value(args)), by=member(args))
        show(args, groups_view(state).to_dict())

    def group(args: Args) -> None:
        workshop_id, _, group_id = value(args).partition(":")
        state = grouping.to_change(workspace(args), int(workshop_id), by=member(args))
        show(args, group_form(state, int(group_id) if group_id.isdigit() else None).to_dict())

    def changed(args: Args) -> None:
        view = args.body["view"]
        workshop_id, wanted = regrouping_in(view["private_metadata"], view["state"]["values"])
        state = grouping.regroup(workspace(args), workshop_id, wanted, by=member(args), now=clock())
        back_below(args, groups_view(state).to_dict())
        wake()

    def anew(args: Args) -> None:
        workshop_id = int(value(args))
        grouping.propose_anew(workspace(args), workshop_id, by=member(args), now=clock())
        state = grouping.to_change(workspace(args), workshop_id, by=member(args))
        args.client.views_update(view_id=modal_of(args)["id"], view=groups_view(state).to_dict())
        wake()

    on_action(app, ids.WORKSHOP_GROUPS, groups)
    on_action(app, ids.WORKSHOP_GROUP, group)
    on_action(app, ids.WORKSHOP_PROPOSE, anew)
    on_form(app, ids.WORKSHOP_GROUP_FORM, changed)
