"""What readers press in a digest: their own changes in place, and all can be undone; the rest is one click away."""

from collections.abc import Callable
from datetime import datetime

from slack_bolt import App, Args

from bot.domain.clock import Clock
from bot.domain.digests import Period
from bot.services.digest_replies import DigestReplies
from bot.services.interests import Interests, Noted
from bot.services.introductions import Introductions
from bot.views import ids
from bot.views.digest_rest import rest_view
from bot.views.digests import digest_message
from bot.views.follow_ups import waiting_section
from bot.views.interest_forms import Asking
from bot.views.message import Message
from bot.views.notes import message_in_modal, note
from bot.views.reader_buttons import Pressed, interest_form_of
from handlers.asking import member, workspace
from handlers.in_place import asking_from, change
from handlers.interests import noted_words
from handlers.listening import on_action, on_form, on_looking
from handlers.replying import item_id, modal_of, say, show, typed, value


class EntryButtons:
    """The buttons under the entries of digests."""

    def __init__(
        self,
        replies: DigestReplies,
        interests: Interests,
        introductions: Introductions,
        clock: Clock,
        wake: Callable[[], None],
    ) -> None:
        self._replies = replies
        self._interests = interests
        self._introductions = introductions
        self._clock = clock
        self._wake = wake

    def not_for_me(self, args: Args) -> None:
        pressed = Pressed.read(value(args))
        self._replies.not_for_me(workspace(args), pressed.item_id, by=member(args), now=self._clock())
        self._shown_again(args, "Not for you. You will see less of what is like it.")

    def for_me(self, args: Args) -> None:
        pressed = Pressed.read(value(args))
        self._replies.for_me(workspace(args), pressed.item_id, by=member(args))
        self._shown_again(args, "Undone.")

    def follow(self, args: Args) -> None:
        pressed = Pressed.read(value(args))
        self._interests.follow(workspace(args), pressed.item_id, member_id=member(args), now=self._clock())
        self._shown_again(args, "You follow it. I will tell you when it changes.")

    def unfollow(self, args: Args) -> None:
        pressed = Pressed.read(value(args))
        self._interests.unfollow(workspace(args), pressed.item_id, member_id=member(args))
        self._shown_again(args, "You no longer follow it.")

    def interested(self, args: Args) -> None:
        """Ask what for; where there is nobody to tell, note it at once."""
        team, who, pressed = workspace(args), member(args), Pressed.read(value(args))
        item, why_not = self._interests.standing(team, pressed.item_id, member_id=who)
        if why_not is Noted.ALONE:
            self._interests.interested(team, item.id, member_id=who, now=self._clock())
        if why_not is not None:
            self._shown_again(args, noted_words(item, why_not))
            return
        place = asking_from(args, 0)
        show(args, interest_form_of(item, place.channel_id, place.message_ts, pressed).to_dict())

    def submitted(self, args: Args) -> None:
        """Tell the owner; the digest says so when the form closes."""
        team, who = workspace(args), member(args)
        channel_id, message_ts, written = args.body["view"]["private_metadata"].split(" ", 2)
        pressed = Pressed.read(written)
        hope = " ".join(typed(args, "hope", needed=True).split())
        item, noted = self._interests.interested(
            team, pressed.item_id, member_id=who, hope=hope, now=self._clock()
        )
        self._wake()
        digest = self._replies.again(team, who, pressed.message)
        if digest is not None:
            place = Asking(introduction_id=0, channel_id=channel_id, message_ts=message_ts)
            change(args, place, digest_message(digest))
        words = noted_words(item, noted)
        args.ack(response_action="update", view=note(words, title="I’m interested").to_dict())

    def take_back(self, args: Args) -> None:
        pressed = Pressed.read(value(args))
        self._interests.take_back(workspace(args), pressed.item_id, member_id=member(args), now=self._clock())
        self._shown_again(args, "You have taken back your interest. I will not ask you about it.")

    def answer(self, args: Args) -> None:
        """Who is interested in something of the reader's, and what they may answer."""
        meeting = self._introductions.about(workspace(args), item_id(args), member_id=member(args))
        asks = Message(text="Who waits for your answer", blocks=waiting_section([meeting])[1:])
        show(args, message_in_modal(asks, title="Answer").to_dict())

    def rest(self, args: Args) -> None:
        """A page of what found no room. A member's own digest is theirs alone."""
        since, until, recipient, page, *known = value(args).split(" ")
        period = Period(since=datetime.fromisoformat(since), until=datetime.fromisoformat(until))
        reader = recipient if recipient.startswith(("C", "G")) else member(args)
        message = known[0] if known else ""  # digests of before do not say it
        found = self._replies.rest(workspace(args), reader, period, message=message, page=int(page))
        view = rest_view(found).to_dict()
        if modal_of(args):
            args.client.views_update(view_id=args.body["view"]["id"], view=view)
        else:
            show(args, view)

    def _shown_again(self, args: Args, words: str) -> None:
        """The digest says what was done; where it cannot, it is said beside it."""
        digest = self._replies.again(workspace(args), member(args), Pressed.read(value(args)).message)
        if digest is None or not change(args, asking_from(args, 0), digest_message(digest)):
            say(args, words)


def register(
    app: App,
    replies: DigestReplies,
    interests: Interests,
    introductions: Introductions,
    clock: Clock,
    wake: Callable[[], None],
) -> None:
    """Answer the buttons; `wake` tells delivery that something is owed."""
    answers = EntryButtons(replies, interests, introductions, clock, wake)
    on_action(app, ids.DIGEST_NOT_FOR_ME, answers.not_for_me)
    on_action(app, ids.DIGEST_FOR_ME, answers.for_me)
    on_action(app, ids.DIGEST_FOLLOW, answers.follow)
    on_action(app, ids.DIGEST_UNFOLLOW, answers.unfollow)
    on_action(app, ids.DIGEST_INTERESTED, answers.interested)
    on_form(app, ids.DIGEST_INTEREST_FORM, answers.submitted)
    on_action(app, ids.DIGEST_TAKE_BACK, answers.take_back)
    on_action(app, ids.DIGEST_ANSWER, answers.answer)
    for action in (ids.DIGEST_REST, ids.DIGEST_REST_PREVIOUS, ids.DIGEST_REST_NEXT):
        on_looking(app, action, answers.rest)
