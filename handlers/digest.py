"""`/collab digest`: a channel's weekly digest, set up by anyone in the channel, seen only by whoever asks."""

from datetime import time

from slack_bolt import App, Args
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.domain.clock import Clock
from bot.domain.refusals import NotInAChannel, NotInvited
from bot.domain.schedules import Schedule, time_zones_like
from bot.services.digests import Digests
from bot.views import ids
from bot.views.digest_settings import digest_form, settings_message, subscribed_words, zone_option
from bot.views.digests import preview_message
from bot.views.message import Message
from bot.views.notes import note
from handlers.answering import answering
from handlers.asking import Asked, member, workspace
from handlers.listening import on_action, on_form
from handlers.replying import replace, show
from handlers.verbs import Verb, Verbs

MOST_ZONES = 50


def register(app: App, verbs: Verbs, digests: Digests, clock: Clock) -> None:
    """Answer `/collab digest`, its buttons and its form."""

    def digest(asked: Asked) -> None:
        _check_channel(asked.client, asked.channel_id)
        team, place = asked.workspace, asked.channel_id
        match asked.text.casefold().split()[:1]:
            case ["preview"]:
                _privately(asked, preview_message(digests.preview(team, place, now=clock())))
            case ["pause"]:
                _privately(asked, settings_message(digests.pause(team, place), done="Paused."))
            case ["resume"]:
                _privately(asked, settings_message(digests.resume(team, place, now=clock()), done="Resumed."))
            case ["stop"]:
                digests.stop(team, place)
                _privately(asked, settings_message(None, done="Stopped."))
            case ["subscribe" | "start" | "change"] if asked.trigger_id:
                form = digest_form(place, digests.subscription(team, place), digests.usual)
                asked.client.views_open(trigger_id=asked.trigger_id, view=form.to_dict())
            case _:
                _privately(asked, settings_message(digests.subscription(team, place)))

    def settings(args: Args) -> None:
        message = settings_message(digests.subscription(workspace(args), _channel(args)))
        args.respond(response_type="ephemeral", replace_original=False, **message.payload())

    def subscribe(args: Args) -> None:
        place = _channel(args)
        _check_channel(args.client, place)
        form = digest_form(place, digests.subscription(workspace(args), place), digests.usual)
        show(args, form.to_dict())

    def preview(args: Args) -> None:
        message = preview_message(digests.preview(workspace(args), _channel(args), now=clock()))
        args.respond(response_type="ephemeral", replace_original=False, **message.payload())

    def pause(args: Args) -> None:
        paused = digests.pause(workspace(args), _channel(args))
        replace(args, settings_message(paused, done="Paused."))

    def resume(args: Args) -> None:
        resumed = digests.resume(workspace(args), _channel(args), now=clock())
        replace(args, settings_message(resumed, done="Resumed."))

    def stop(args: Args) -> None:
        digests.stop(workspace(args), _channel(args))
        replace(args, settings_message(None, done="Stopped."))

    def submitted(args: Args) -> None:
        view = args.body["view"]
        state = view["state"]["values"]
        schedule = Schedule(
            weekday=int(state["weekday"]["weekday"]["selected_option"]["value"]),
            at=time.fromisoformat(state["at"]["at"]["selected_time"]),
            time_zone=state["zone"][ids.DIGEST_ZONE]["selected_option"]["value"],
        )
        themes = [one["value"] for one in state["themes"]["themes"].get("selected_options") or ()]
        subscription = digests.subscribe(
            workspace(args), view["private_metadata"], schedule, themes=themes, by=member(args), now=clock()
        )
        words = subscribed_words(subscription)
        args.ack(response_action="update", view=note(words, title="Weekly digest").to_dict())

    @answering
    def zones(args: Args) -> None:
        found = time_zones_like(str(args.payload.get("value") or ""), limit=MOST_ZONES)
        args.ack(options=[zone_option(name).to_dict() for name in found])

    verbs.add(
        Verb(
            name="digest",
            usage="digest",
            summary="Get a weekly digest in this channel, preview, change, pause or stop it.",
            answer=digest,
        )
    )
    app.options(ids.DIGEST_ZONE)(zones)
    on_action(app, ids.DIGEST_SETTINGS, settings)
    on_action(app, ids.DIGEST_SUBSCRIBE, subscribe)
    on_action(app, ids.DIGEST_PREVIEW, preview)
    on_action(app, ids.DIGEST_PAUSE, pause)
    on_action(app, ids.DIGEST_RESUME, resume)
    on_action(app, ids.DIGEST_STOP, stop)
    on_form(app, ids.DIGEST_FORM, submitted)


def _channel(args: Args) -> str:
    return str(args.context.channel_id)


def _check_channel(client: WebClient, channel_id: str) -> None:
    """See that a digest could be posted in a channel.

    Raises:
        NotInAChannel: it is a direct message.
        NotInvited: it is private, and we are not in it.
    """
    if channel_id.startswith("D"):
        raise NotInAChannel
    try:
        client.conversations_info(channel=channel_id)
    except SlackApiError as error:
        if error.response["error"] == "channel_not_found":
            raise NotInvited from error
        raise


def _privately(asked: Asked, message: Message) -> None:
    if asked.trigger_id:  # a command: its answer is private anyway
        asked.reply(message)
    else:
        asked.client.chat_postEphemeral(channel=asked.channel_id, user=asked.user_id, **message.payload())
