"""`/collab digest`: a channel's digest, set up by anyone in the channel, seen only by whoever asks."""

from collections.abc import Callable

from slack_bolt import App, Args
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.models.views import View

from bot.domain.clock import Clock
from bot.domain.refusals import NotInAChannel, NotInvited
from bot.domain.schedules import time_zones_like
from bot.services.digests import Digests
from bot.views import ids
from bot.views.digest_settings import TITLE, digest_form, settings_message, subscribed_words
from bot.views.digests import preview_message
from bot.views.form_state import options_of
from bot.views.message import Message
from bot.views.notes import note
from bot.views.schedules import schedule_in, zone_option
from handlers.answering import answering
from handlers.asking import Asked, member, workspace
from handlers.listening import on_action, on_form
from handlers.replying import replace, respond, show
from handlers.verbs import Verb, Verbs

MOST_ZONES = 50


def register(
    app: App, verbs: Verbs, digests: Digests, of_ones_own: Callable[[Asked], None], clock: Clock
) -> None:
    """Answer `/collab digest`, its buttons and its form; `of_ones_own` answers `/collab digest me`."""
    listeners = _Listeners(digests, of_ones_own, clock)
    verbs.add(
        Verb(
            name="digest",
            usage="digest",
            summary="Get a digest in this channel, or one of your own; preview, change, pause or stop it.",
            answer=listeners.digest,
        )
    )
    on_action(app, ids.DIGEST_SETTINGS, listeners.settings)
    on_action(app, ids.DIGEST_SUBSCRIBE, listeners.subscribe)
    on_action(app, ids.DIGEST_PREVIEW, listeners.preview)
    on_action(app, ids.DIGEST_PAUSE, listeners.pause)
    on_action(app, ids.DIGEST_RESUME, listeners.resume)
    on_action(app, ids.DIGEST_STOP, listeners.stop)
    on_form(app, ids.DIGEST_FORM, listeners.submitted)
    app.options(ids.DIGEST_ZONE)(answering(_zones))


class _Listeners:
    def __init__(self, digests: Digests, of_ones_own: Callable[[Asked], None], clock: Clock) -> None:
        self._digests = digests
        self._of_ones_own = of_ones_own
        self._clock = clock

    def digest(self, asked: Asked) -> None:
        """`/collab digest`, and a word after it for those who know it."""
        if asked.text.casefold().split()[:1] in (["me"], ["mine"]):
            self._of_ones_own(asked)
            return
        check_channel(asked.client, asked.channel_id, instead="digest me")
        team, place = asked.workspace, asked.channel_id
        match asked.text.casefold().split()[:1]:
            case ["preview"]:
                asked.reply_privately(self._preview(team, place))
            case ["pause"]:
                asked.reply_privately(self._paused(team, place))
            case ["resume"]:
                asked.reply_privately(self._resumed(team, place))
            case ["stop"]:
                asked.reply_privately(self._stopped(team, place))
            case ["subscribe" | "start" | "change"] if asked.trigger_id:
                view = self._form(team, place)
                asked.client.views_open(trigger_id=asked.trigger_id, view=view.to_dict())
            case _:
                asked.reply_privately(self._settings(team, place))

    def settings(self, args: Args) -> None:
        """The button under a digest."""
        message = self._settings(workspace(args), _channel(args))
        respond(args, **message.payload())

    def subscribe(self, args: Args) -> None:
        """Open the form."""
        check_channel(args.client, _channel(args))
        show(args, self._form(workspace(args), _channel(args)).to_dict())

    def preview(self, args: Args) -> None:
        """Show what the digest would say now."""
        message = self._preview(workspace(args), _channel(args))
        respond(args, **message.payload())

    def pause(self, args: Args) -> None:
        """Let the digest rest."""
        replace(args, self._paused(workspace(args), _channel(args)))

    def resume(self, args: Args) -> None:
        """Start it again."""
        replace(args, self._resumed(workspace(args), _channel(args)))

    def stop(self, args: Args) -> None:
        """End it. A digest that stays to be read is not replaced by word of that."""
        message = self._stopped(workspace(args), _channel(args))
        container = args.body.get("container") or {}
        if container.get("type") == "message" and not container.get("is_ephemeral"):
            respond(args, **message.payload())
        else:
            replace(args, message)

    def submitted(self, args: Args) -> None:
        """Start or change it as the form says."""
        view = args.body["view"]
        state = view["state"]["values"]
        themes = options_of(state, "themes")
        subscription = self._digests.subscribe(
            workspace(args),
            view["private_metadata"],
            schedule_in(state),
            themes=themes,
            by=member(args),
            now=self._clock(),
        )
        words = subscribed_words(subscription)
        args.ack(response_action="update", view=note(words, title=TITLE).to_dict())

    def _settings(self, team: str, place: str) -> Message:
        return settings_message(self._digests.subscription(team, place))

    def _form(self, team: str, place: str) -> View:
        found = self._digests.subscription(team, place)
        return digest_form(place, found, self._digests.usual, now=self._clock())

    def _preview(self, team: str, place: str) -> Message:
        return preview_message(self._digests.preview(team, place, now=self._clock()))

    def _paused(self, team: str, place: str) -> Message:
        return settings_message(self._digests.pause(team, place), done="Paused.")

    def _resumed(self, team: str, place: str) -> Message:
        return settings_message(self._digests.resume(team, place, now=self._clock()), done="Resumed.")

    def _stopped(self, team: str, place: str) -> Message:
        self._digests.stop(team, place, now=self._clock())
        return settings_message(None, done="Stopped.")


def _zones(args: Args) -> None:
    """The time zones that fit what somebody types."""
    found = time_zones_like(str(args.payload.get("value") or ""), limit=MOST_ZONES)
    args.ack(options=[zone_option(name).to_dict() for name in found])


def _channel(args: Args) -> str:
    return str(args.context.channel_id)


def check_channel(client: WebClient, channel_id: str, *, instead: str = "") -> None:
    """See that something could be posted in a channel; `instead` is a verb that works in a direct message.

    Raises:
        NotInAChannel: it is a direct message.
        NotInvited: it is private, and we are not in it.
    """
    if channel_id.startswith("D"):
        raise NotInAChannel(instead=instead)
    try:
        client.conversations_info(channel=channel_id)
    except SlackApiError as error:
        if error.response["error"] == "channel_not_found":
            raise NotInvited from error
        raise
