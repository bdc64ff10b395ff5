"""`/collab me`: a member's own profile, and the buttons about people who are found."""

from http.client import HTTPException
from typing import Any

from slack_bolt import App, Args
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.domain.clock import Clock
from bot.domain.profiles import Contact, ProfileContent
from bot.services.finder import Finder
from bot.services.profiles import Profiles
from bot.views import ids
from bot.views.finding import found_message
from bot.views.form_state import State, option_of, options_of, text_of
from bot.views.notes import message_in_modal, note
from bot.views.profile import council_options, open_profile_message, profile_form, saved_view
from handlers.answering import answering
from handlers.asking import Asked, member, workspace
from handlers.home import Home
from handlers.listening import on_action, on_form
from handlers.replying import modal_of, respond, say, show, value
from handlers.verbs import Verb, Verbs

_DELETED = "Your profile is deleted. Nobody finds you any more. What you shared is still there."
_WITHDRAWN = "Nobody finds you any more. What you wrote is still there, for you alone."


class ProfilePages:
    """The form, its buttons, and what becomes of it."""

    def __init__(self, profiles: Profiles, clock: Clock) -> None:
        self._profiles = profiles
        self._clock = clock

    def me(self, asked: Asked) -> None:
        """`/collab me`; where no form opens by itself, a button that opens the presser's own."""
        if asked.trigger_id is None:
            asked.reply(open_profile_message())
        else:
            form = self._form(asked.client, asked.workspace, asked.user_id)
            asked.client.views_open(trigger_id=asked.trigger_id, view=form)

    def open(self, args: Args) -> None:
        show(args, self._form(args.client, workspace(args), member(args)))

    def councils(self, args: Args) -> None:
        """The councils that fit what somebody types."""
        typed = str(args.payload.get("value") or "")
        known = self._profiles.councils_like(workspace(args), typed)
        args.ack(options=[one.to_dict() for one in council_options(typed, known)])

    def submitted(self, args: Args) -> None:
        content = content_of(args.body["view"]["state"]["values"])
        profile = self._profiles.save(workspace(args), member(args), content, now=self._clock())
        args.ack(response_action="update", view=saved_view(profile).to_dict())

    def withdraw(self, args: Args) -> None:
        self._profiles.withdraw(workspace(args), member(args), now=self._clock())
        _say_instead(args, _WITHDRAWN)

    def delete(self, args: Args) -> None:
        self._profiles.delete(workspace(args), member(args))
        _say_instead(args, _DELETED)

    def _form(self, client: WebClient, team: str, user_id: str) -> dict[str, Any]:
        profile = self._profiles.mine(team, user_id)
        email = "" if profile else _email(client, user_id)
        supposed = self._profiles.council_of(team, email) if email else ""
        form: dict[str, Any] = profile_form(profile, suggested_council=supposed).to_dict()
        return form


def register(app: App, verbs: Verbs, profiles: Profiles, finder: Finder, home: Home, clock: Clock) -> None:
    """Answer `/collab me`, the profile's form and the buttons on people's cards."""
    pages = ProfilePages(profiles, clock)

    def items_of_person(args: Args) -> None:
        found = finder.find(workspace(args), member(args), f"by:@{value(args)}", now=clock())
        message = found_message(found)
        if args.context.response_url:
            respond(args, **message.payload())
        else:
            show(args, message_in_modal(message, title="Found").to_dict())

    verbs.add(
        Verb(
            name="me",
            usage="me",
            summary="Say what you can offer and what you need, and whether others can find you.",
            answer=pages.me,
            aliases=("profile",),
        )
    )
    on_action(app, ids.PROFILE_OPEN, pages.open)
    on_action(app, ids.PROFILE_WITHDRAW, pages.withdraw, then=home.refresh)
    on_action(app, ids.PROFILE_DELETE, pages.delete, then=home.refresh)
    on_action(app, ids.PERSON_ITEMS, items_of_person)
    on_form(app, ids.PROFILE_FORM, pages.submitted, then=home.refresh)
    app.options(ids.PROFILE_COUNCIL)(answering(pages.councils))


def content_of(state: State) -> ProfileContent:
    """What somebody has filled in. Nothing is judged here: `bot.domain.profiles` does that."""
    return ProfileContent(
        council=option_of(state, "council", ids.PROFILE_COUNCIL),
        role=text_of(state, "role"),
        themes=options_of(state, "themes"),
        offers=text_of(state, "offers"),
        needs=text_of(state, "needs"),
        welcomes=tuple(Contact(one) for one in options_of(state, "welcomes")),
        public=bool(options_of(state, "public")),
    )


def _email(client: WebClient, user_id: str) -> str:
    """A member's e-mail address, or nothing where Slack does not give it: it is an optional permission."""
    try:
        profile = client.users_info(user=user_id)["user"].get("profile") or {}
    except (SlackApiError, HTTPException, OSError):  # the form opens without it
        return ""
    return str(profile.get("email") or "")


def _say_instead(args: Args, words: str) -> None:
    """Say it in the place of the modal that the button stood in, which is out of date now."""
    if modal := modal_of(args):
        args.client.views_update(view_id=modal["id"], view=note(words, title="Your profile").to_dict())
    else:
        say(args, words)
