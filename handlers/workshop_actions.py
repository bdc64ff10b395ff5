"""What people decide to do in a workshop, and looking back at it."""

from collections.abc import Callable
from datetime import date, timedelta

from slack_bolt import App, Args

from bot.domain.clock import Clock
from bot.domain.refusals import NotAMember
from bot.services.workshop_actions import WorkshopActions
from bot.views import ids
from bot.views.notes import note
from bot.views.workshop_actions import (
    action_form,
    changed_message,
    happened_in,
    look_back_form,
    noted_in,
)
from handlers.asking import member, workspace
from handlers.listening import on_action, on_form
from handlers.messages import is_person
from handlers.replying import replace, show, value

USUALLY_BY = timedelta(days=14)


def register(app: App, actions: WorkshopActions, clock: Clock, wake: Callable[[], None]) -> None:
    """Answer the buttons and forms; `wake` tells delivery that something is owed."""

    def action(args: Args) -> None:
        state, top = actions.top(workspace(args), int(value(args)))
        due_on = (clock() + USUALLY_BY).date()
        show(args, action_form(state.workshop, top, owner_id=member(args), due_on=due_on).to_dict())

    def noted(args: Args) -> None:
        view = args.body["view"]
        team, workshop_id = workspace(args), int(view["private_metadata"])
        new, about = noted_in(view["state"]["values"])
        if not is_person(args.client, new.owner_id):
            raise NotAMember
        actions.note(team, workshop_id, new, about=about, request=view["id"], now=clock())
        args.ack(response_action="update", view=note("It is noted, and the thread is told.").to_dict())
        wake()

    def done(args: Args) -> None:
        changed = actions.done(workspace(args), int(value(args)), by=member(args), now=clock())
        replace(args, changed_message(changed))
        wake()

    def put_off(args: Args) -> None:
        action_id, _, due_on = value(args).partition(":")
        seen = date.fromisoformat(due_on) if due_on else None
        changed = actions.put_off(workspace(args), int(action_id), by=member(args), seen=seen, now=clock())
        replace(args, changed_message(changed))
        wake()

    def look_back(args: Args) -> None:
        state, top = actions.top(workspace(args), int(value(args)))
        said = actions.looked_back(workspace(args), state.workshop.id)
        show(args, look_back_form(state.workshop, top, said).to_dict())

    def looked_back(args: Args) -> None:
        view = args.body["view"]
        answers = happened_in(view["state"]["values"])
        workshop_id = int(view["private_metadata"])
        actions.look_back(workspace(args), workshop_id, answers, by=member(args), now=clock())
        args.ack(response_action="update", view=note("Thank you. It helps the next pre-mortem.").to_dict())

    on_action(app, ids.WORKSHOP_ACTION, action)
    on_action(app, ids.WORKSHOP_DONE, done)
    on_action(app, ids.WORKSHOP_PUT_OFF, put_off)
    on_action(app, ids.WORKSHOP_LOOK_BACK, look_back)
    on_form(app, ids.WORKSHOP_ACTION_FORM, noted)
    on_form(app, ids.WORKSHOP_LOOK_BACK_FORM, looked_back)
