"""Rounds of consent: what people press and write in them."""

from collections.abc import Callable
from datetime import datetime

from slack_bolt import App, Args

from bot.domain.clock import Clock
from bot.domain.principles import PrincipleText
from bot.domain.rounds import USUAL_DAYS, Answer, Proposal
from bot.services.consent import Consent
from bot.views import consent as views
from bot.views import ids
from bot.views.manifesto_forms import ProposeForm, edit_form, object_form, propose_form
from bot.views.mrkdwn import bold
from bot.views.notes import note
from bot.views.principles import TITLE_ROOM, moment
from bot.views.versions import place_of, versions_view
from handlers.asking import member, workspace
from handlers.listening import on_action, on_form
from handlers.replying import say, show, typed, value

_SAID = {Answer.AGREE: "You agree to", Answer.STAND_ASIDE: "You stand aside from"}


class Rounds:
    """The buttons and forms of a round."""

    def __init__(self, consent: Consent, clock: Clock, wake: Callable[[], None]) -> None:
        self._consent = consent
        self._clock = clock
        self._wake = wake

    def agree(self, args: Args) -> None:
        self._answer(args, Answer.AGREE)

    def stand_aside(self, args: Args) -> None:
        self._answer(args, Answer.STAND_ASIDE)

    def object(self, args: Args) -> None:
        round_id, _ = _seen(value(args))
        proposal = self._consent.to_object(workspace(args), round_id, now=self._clock())
        mine = proposal.round.objection_of(member(args))
        written = {"reason": mine.reason, "amendment": mine.amendment} if mine else {}
        show(args, object_form(proposal, **written).to_dict())

    def objected(self, args: Args) -> None:
        round_id, version = _seen(args.body["view"]["private_metadata"])
        proposal = self._consent.object(
            workspace(args),
            round_id,
            by=member(args),
            reason=typed(args, "reason"),
            amendment=typed(args, "amendment"),
            version=version,
            now=self._clock(),
        )
        self._wake()
        one = proposal.round
        changed = (
            " The text was edited meanwhile: please look whether you still object."
            if version != one.version
            else ""
        )
        words = (
            f"Your objection to {_named(proposal)} stands, so it is not adopted as long as it does.{changed} "
            f"You can change your words, or withdraw it, until {moment(one.ends_at)}."
        )
        args.ack(response_action="update", view=note(words, title="Object").to_dict())

    def withdraw_objection(self, args: Args) -> None:
        round_id, _ = _seen(value(args))
        proposal = self._consent.withdraw_objection(
            workspace(args), round_id, by=member(args), now=self._clock()
        )
        self._wake()
        say(args, f"Your objection to {_named(proposal)} is withdrawn.")

    def accept(self, args: Args) -> None:
        round_id, version = _seen(value(args))
        proposal = self._consent.accept_amendment(
            workspace(args), round_id, by=member(args), version=version, now=self._clock()
        )
        self._wake()
        say(args, f"Thank you. Your objection to {_named(proposal)} is resolved, and you agree to it.")

    def keep(self, args: Args) -> None:
        round_id, _ = _seen(value(args))
        proposal = self._consent.to_object(workspace(args), round_id, now=self._clock())
        if proposal.round.objection_of(member(args)):
            say(args, f"Your objection to {_named(proposal)} stands. Tell them what you could agree to.")
        else:
            say(args, f"You have no objection to {_named(proposal)} any more. *Object* is at the round.")

    def edit(self, args: Args) -> None:
        proposal = self._to_edit(args, int(value(args)))
        show(args, edit_form(proposal).to_dict())

    def take_over(self, args: Args) -> None:
        round_id, objection_id = _seen(value(args))
        proposal = self._to_edit(args, round_id)
        theirs = (one.amendment for one in proposal.round.objections if one.id == objection_id)
        show(args, edit_form(proposal, sentence=next(theirs, "")).to_dict())

    def edited(self, args: Args) -> None:
        round_id, version = _seen(args.body["view"]["private_metadata"])
        proposal = self._consent.edit(
            workspace(args),
            round_id,
            text_of(args),
            by=member(args),
            version=version,
            now=self._clock(),
        )
        self._wake()
        if proposal.round.version == version:
            words = "The text is the same as before, so I ask nobody again."
        else:
            words = f"I am asking again. The round is open until {moment(proposal.round.ends_at)}."
        args.ack(response_action="update", view=note(words, title="Edit the text").to_dict())

    def more(self, args: Args) -> None:
        """The menu of a round."""
        what, _, seen = value(args).partition(":")
        round_id, ends_at = views.read_seen_round(seen)
        match what:
            case views.ANSWERS:
                self._show_answers(args, round_id)
            case views.VERSIONS:
                self._show_versions(args, round_id)
            case views.EXTEND:
                self._extend(args, round_id, ends_at)
            case views.END:
                ending = self._consent.to_end(workspace(args), round_id, by=member(args), now=self._clock())
                show(args, views.sure_view(ending, what).to_dict())
            case views.CALL_OFF:
                show(args, views.sure_view(self._to_edit(args, round_id), what).to_dict())

    def sure(self, args: Args) -> None:
        """They do mean to end it."""
        view = args.body["view"]
        what, _, number = view["private_metadata"].partition(":")
        end, became = (
            (self._consent.end_early, "is adopted: nobody objected")
            if what == views.END
            else (self._consent.call_off, "is withdrawn")
        )
        proposal = end(workspace(args), int(number), by=member(args), now=self._clock())
        self._wake()
        words = f"{_named(proposal)} {became}."
        args.ack(response_action="update", view=note(words, title=view["title"]["text"]).to_dict())

    def answers(self, args: Args) -> None:
        self._show_answers(args, int(value(args)))

    def versions(self, args: Args) -> None:
        self._show_versions(args, int(value(args)))

    def extend(self, args: Args) -> None:
        self._extend(args, *views.read_seen_round(value(args)))

    def again(self, args: Args) -> None:
        proposal = self._consent.look(workspace(args), int(value(args)))
        form = ProposeForm(principle_id=proposal.principle.id)
        show(args, propose_form(form, proposal.text, about=proposal.principle).to_dict())

    def _answer(self, args: Args, answer: Answer) -> None:
        round_id, version = _seen(value(args))
        proposal = self._consent.answer(
            workspace(args), round_id, answer, by=member(args), version=version, now=self._clock()
        )
        self._wake()
        until = moment(proposal.round.ends_at)
        say(args, f"{_SAID[answer]} {_named(proposal)}. You can change your answer until {until}.")

    def _to_edit(self, args: Args, round_id: int) -> Proposal:
        return self._consent.to_edit(workspace(args), round_id, by=member(args), now=self._clock())

    def _show_answers(self, args: Args, round_id: int) -> None:
        show(args, views.answers_view(self._consent.look(workspace(args), round_id)).to_dict())

    def _show_versions(self, args: Args, round_id: int) -> None:
        proposal = self._consent.look(workspace(args), round_id)
        show(args, versions_view(proposal.versions, place=place_of(round_id=round_id)).to_dict())

    def _extend(self, args: Args, round_id: int, seen_end: datetime) -> None:
        proposal = self._consent.extend(
            workspace(args),
            round_id,
            by=member(args),
            days=USUAL_DAYS,
            seen_end=seen_end,
            now=self._clock(),
        )
        self._wake()
        say(args, f"The round about {_named(proposal)} is open until {moment(proposal.round.ends_at)}.")


def register(app: App, consent: Consent, clock: Clock, wake: Callable[[], None]) -> None:
    """Answer the buttons and forms; `wake` tells delivery that something is owed."""
    rounds = Rounds(consent, clock, wake)
    on_action(app, ids.ROUND_AGREE, rounds.agree)
    on_action(app, ids.ROUND_STAND_ASIDE, rounds.stand_aside)
    on_action(app, ids.ROUND_OBJECT, rounds.object)
    on_form(app, ids.ROUND_OBJECT_FORM, rounds.objected)
    on_action(app, ids.ROUND_WITHDRAW_OBJECTION, rounds.withdraw_objection)
    on_action(app, ids.ROUND_ACCEPT, rounds.accept)
    on_action(app, ids.ROUND_KEEP, rounds.keep)
    on_action(app, ids.ROUND_EDIT, rounds.edit)
    on_action(app, ids.ROUND_TAKE_OVER, rounds.take_over)
    on_form(app, ids.ROUND_EDIT_FORM, rounds.edited)
    on_action(app, ids.ROUND_MORE, rounds.more)
    on_action(app, ids.ROUND_ANSWERS, rounds.answers)
    on_action(app, ids.ROUND_VERSIONS, rounds.versions)
    on_action(app, ids.ROUND_EXTEND, rounds.extend)
    on_action(app, ids.ROUND_AGAIN, rounds.again)
    on_form(app, ids.ROUND_SURE_FORM, rounds.sure)


def text_of(args: Args) -> PrincipleText:
    """The text in a submitted form."""
    return PrincipleText(
        title=typed(args, "title"), sentence=typed(args, "sentence"), meaning=typed(args, "meaning")
    )


def _seen(carried: str) -> tuple[int, int]:
    """Two numbers: a round's, and that of the version that was seen (or of an objection)."""
    first, _, second = carried.partition(":")
    return int(first), int(second)


def _named(proposal: Proposal) -> str:
    return bold(proposal.text.title, TITLE_ROOM)
