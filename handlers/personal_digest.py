"""A digest of one's own: `/collab digest me`, the form to set it up, and stopping it."""

from contextlib import suppress
from http.client import HTTPException

from slack_bolt import App, Args
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.domain.clock import Clock
from bot.domain.digests import Following
from bot.domain.items import Kind
from bot.domain.refusals import NoSuchTimeZone, NotSubscribed
from bot.domain.schedules import Schedule
from bot.services.digest_replies import DigestReplies
from bot.services.digests import Digests
from bot.services.profiles import Profiles
from bot.slack_client import calling_once
from bot.views import ids
from bot.views.digests import digest_message, preview_message
from bot.views.form_state import options_of
from bot.views.message import Message
from bot.views.notes import message_in_modal, note
from bot.views.personal_digest import STOP, TITLE, in_words, own_form, own_settings_message
from bot.views.profile import council_options
from bot.views.schedules import schedule_in
from handlers.answering import answering
from handlers.asking import Asked, member, workspace
from handlers.home import Home
from handlers.in_place import asking_from, change
from handlers.listening import on_action, on_form, on_looking
from handlers.replying import modal_of, replace, respond, say, show, value

PATIENCE = 1  # seconds: a form must open within three
STOPPED = "Stopped. No digest of your own comes any more. Your saved searches come as they did before."


class OwnDigest:
    """What somebody may do about the digest of their own."""

    def __init__(self, digests: Digests, replies: DigestReplies, profiles: Profiles, clock: Clock) -> None:
        self._digests = digests
        self._replies = replies
        self._profiles = profiles
        self._clock = clock

    def asked(self, asked: Asked) -> None:
        """`/collab digest me`, and a word after it for those who know it."""
        match asked.text.casefold().split()[1:2]:
            case ["preview"]:
                asked.reply_privately(self._preview(asked.workspace, asked.user_id))
            case ["stop"]:
                self._digests.stop(asked.workspace, asked.user_id, now=self._clock())
                asked.reply_privately(self._settings(asked.workspace, asked.user_id, STOPPED))
            case _:
                asked.reply_privately(self._settings(asked.workspace, asked.user_id))

    def look(self, args: Args) -> None:
        """The button that leads here."""
        _answer(args, self._settings(workspace(args), member(args)))

    def set_up(self, args: Args) -> None:
        """Open the form. It begins with the time zone that they have in Slack."""
        team, who = workspace(args), member(args)
        found, usual = self._digests.subscription(team, who), self._digests.usual
        if found is None:
            with suppress(NoSuchTimeZone):
                usual = Schedule(time_zone=_zone_of(args.client, who))
        show(args, own_form(found, usual, self._profiles.mine(team, who), now=self._clock()).to_dict())

    def councils(self, args: Args) -> None:
        """The councils that fit what somebody types."""
        typed = str(args.payload.get("value") or "")
        known = self._profiles.councils_like(workspace(args), typed)
        args.ack(options=[one.to_dict() for one in council_options(typed, known)])

    def submitted(self, args: Args) -> None:
        """Start or change it as the form says."""
        state = args.body["view"]["state"]["values"]

        following = Following(
            themes=options_of(state, "themes"),
            councils=options_of(state, "councils", ids.DIGEST_COUNCILS),
            kinds=tuple(Kind(one) for one in options_of(state, "kinds")),
        )
        kept = self._digests.subscribe_member(
            workspace(args), member(args), schedule_in(state), following, now=self._clock()
        )
        args.ack(response_action="update", view=note(in_words(kept), title=TITLE).to_dict())

    def preview(self, args: Args) -> None:
        """Show what it would say now."""
        _answer(args, self._preview(workspace(args), member(args)))

    def stop(self, args: Args) -> None:
        """End it, with one click. Where the button stands says so."""
        team, who = workspace(args), member(args)
        with suppress(NotSubscribed):  # pressed twice
            self._digests.stop(team, who, now=self._clock())
        pressed = value(args)
        digest = self._replies.again(team, who, pressed)
        if digest is not None and change(args, asking_from(args, 0), digest_message(digest)):
            return
        if pressed == STOP and (args.context.response_url or modal_of(args)):  # in the settings
            replace(args, self._settings(team, who, STOPPED))
        else:
            say(args, STOPPED)

    def forget(self, args: Args) -> None:
        """Show everything again."""
        team, who = workspace(args), member(args)
        self._replies.forget(team, who)
        replace(args, self._settings(team, who, "Forgotten. You see everything again."))

    def _settings(self, team: str, who: str, done: str = "") -> Message:
        found = self._digests.subscription(team, who)
        return own_settings_message(found, dismissed=self._replies.dismissed(team, who), done=done)

    def _preview(self, team: str, who: str) -> Message:
        return preview_message(self._digests.preview(team, who, now=self._clock()))


def register(
    app: App,
    digests: Digests,
    replies: DigestReplies,
    profiles: Profiles,
    home: Home,
    clock: Clock,
) -> OwnDigest:
    """Answer the buttons and the form; what it answers with takes `/collab digest me` too."""
    own = OwnDigest(digests, replies, profiles, clock)
    on_action(app, ids.DIGEST_MINE, own.look)
    on_action(app, ids.DIGEST_MINE_SET, own.set_up)
    on_looking(app, ids.DIGEST_MINE_PREVIEW, own.preview)
    on_action(app, ids.DIGEST_MINE_STOP, own.stop, then=home.refresh)
    on_action(app, ids.DIGEST_MINE_FORGET, own.forget)
    on_form(app, ids.DIGEST_MINE_FORM, own.submitted, then=home.refresh)
    app.options(ids.DIGEST_COUNCILS)(answering(own.councils))
    return own


def _zone_of(client: WebClient, user_id: str) -> str:
    """A member's time zone, or nothing where Slack does not say at once: the form opens without it."""
    try:
        return str(calling_once(client, timeout=PATIENCE).users_info(user=user_id)["user"].get("tz") or "")
    except (SlackApiError, HTTPException, OSError):
        return ""


def _answer(args: Args, message: Message) -> None:
    if args.context.response_url:
        respond(args, **message.payload())
    else:
        show(args, message_in_modal(message, title=TITLE).to_dict())
