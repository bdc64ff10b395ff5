"""What an owner does about somebody's interest, and what both say came of it."""

from collections.abc import Callable

from slack_bolt import App, Args

from bot.domain.clock import Clock
from bot.domain.introductions import Outcome, Saving
from bot.domain.meetings import Meeting
from bot.domain.savings import hours_in, pounds_in
from bot.services.introductions import Introductions
from bot.views import ids
from bot.views.follow_ups import LABELS, followed_up_message
from bot.views.interest_forms import Asking, answer_form, ask_form, saving_form
from bot.views.introductions import owner_message, question_message
from bot.views.message import Message
from bot.views.mrkdwn import user
from bot.views.notes import note
from handlers.asking import member, workspace
from handlers.home import Home
from handlers.in_place import asking_from, change
from handlers.listening import on_action, on_form
from handlers.replying import say, show, typed, value


class IntroductionButtons:
    """The buttons and forms of an introduction."""

    def __init__(self, introductions: Introductions, clock: Clock, wake: Callable[[], None]) -> None:
        self._introductions = introductions
        self._clock = clock
        self._wake = wake

    def accept(self, args: Args) -> None:
        meeting = self._introductions.accept(
            workspace(args), int(value(args)), by=member(args), now=self._clock()
        )
        self._wake()
        self._decided(args, meeting, "You accepted. I am putting you both in a group message.")

    def decline(self, args: Args) -> None:
        meeting = self._introductions.decline(workspace(args), int(value(args)), by=member(args))
        self._decided(args, meeting, "You declined. I tell nobody.")

    def ask(self, args: Args) -> None:
        meeting = self._about(args)
        show(args, ask_form(meeting.introduction, asking_from(args, meeting.introduction.id)).to_dict())

    def asked(self, args: Args) -> None:
        asking = _asking(args)
        meeting = self._introductions.ask(
            workspace(args),
            asking.introduction_id,
            typed(args, "question", needed=True),
            by=member(args),
            now=self._clock(),
        )
        self._wake()
        told = user(meeting.introduction.interested.member_id)
        _ended(args, asking, owner_message(meeting), f"I am asking {told}, and bring you the answer.")

    def answer(self, args: Args) -> None:
        """Open the form, or say what has become of the question."""
        meeting = self._about(args)
        one = meeting.introduction
        if one.open_question and one.is_open:
            show(args, answer_form(one, asking_from(args, one.id)).to_dict())
        else:
            say(args, "There is nothing to answer any more. Thank you.")

    def answered(self, args: Args) -> None:
        asking = _asking(args)
        meeting = self._introductions.answer(
            workspace(args),
            asking.introduction_id,
            typed(args, "answer", needed=True),
            by=member(args),
            now=self._clock(),
        )
        self._wake()
        _ended(args, asking, question_message(meeting), "Thank you. I pass your answer on.")

    def outcome(self, args: Args) -> None:
        number, _, outcome = value(args).partition(":")
        meeting = self._introductions.say(
            workspace(args), int(number), Outcome(outcome), by=member(args), now=self._clock()
        )
        self._followed_up(args, meeting)

    def later(self, args: Args) -> None:
        meeting = self._introductions.later(
            workspace(args), int(value(args)), by=member(args), now=self._clock()
        )
        self._followed_up(args, meeting)

    def saving(self, args: Args) -> None:
        meeting = self._about(args)
        one = meeting.introduction
        before = one.side(one.role_of(member(args))).saving
        form = saving_form(asking_from(args, one.id), hours=before.hours, pounds=before.pounds)
        show(args, form.to_dict())

    def saved(self, args: Args) -> None:
        asking = _asking(args)
        saving = Saving(hours=hours_in(typed(args, "time")), pounds=pounds_in(typed(args, "money")))
        meeting = self._introductions.save(
            workspace(args), asking.introduction_id, saving, by=member(args), now=self._clock()
        )
        role = meeting.introduction.role_of(member(args))
        _ended(args, asking, followed_up_message(meeting, role), "Thank you. It counts in the totals.")

    def _about(self, args: Args) -> Meeting:
        return self._introductions.about(workspace(args), int(value(args)), member_id=member(args))

    def _decided(self, args: Args, meeting: Meeting, words: str) -> None:
        if not change(args, asking_from(args, meeting.introduction.id), owner_message(meeting)):
            say(args, words)

    def _followed_up(self, args: Args, meeting: Meeting) -> None:
        role = meeting.introduction.role_of(member(args))
        message = followed_up_message(meeting, role)
        if not change(args, asking_from(args, meeting.introduction.id), message):
            say(args, message.text)


def register(
    app: App, introductions: Introductions, home: Home, clock: Clock, wake: Callable[[], None]
) -> None:
    """Answer the buttons and forms; `wake` tells delivery that something is owed."""
    answers = IntroductionButtons(introductions, clock, wake)
    on_action(app, ids.INTRO_ACCEPT, answers.accept, then=home.refresh)
    on_action(app, ids.INTRO_DECLINE, answers.decline, then=home.refresh)
    on_action(app, ids.INTRO_ASK, answers.ask)
    on_form(app, ids.INTRO_ASK_FORM, answers.asked, then=home.refresh)
    on_action(app, ids.INTRO_ANSWER, answers.answer)
    on_form(app, ids.INTRO_ANSWER_FORM, answers.answered)
    for outcome in LABELS:
        on_action(app, f"{ids.INTRO_OUTCOME}.{outcome.name.lower()}", answers.outcome)
    on_action(app, ids.INTRO_LATER, answers.later)
    on_action(app, ids.INTRO_SAVING, answers.saving)
    on_form(app, ids.INTRO_SAVING_FORM, answers.saved)


def _asking(args: Args) -> Asking:
    return Asking.read(args.body["view"]["private_metadata"])


def _ended(args: Args, asking: Asking, message: Message, words: str) -> None:
    """End a form: the message that it was opened from says what was done, or else the form does."""
    if change(args, asking, message):
        args.ack()
    else:
        args.ack(response_action="update", view=note(words).to_dict())
