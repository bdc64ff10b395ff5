"""Checks that Collab can work here: its settings, its database, and what Slack lets it do."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from pydantic import SecretStr
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from bot import manifest
from bot.metrics import Figures
from bot.redaction import redacted
from bot.search.meaning.embedder import Broken, Embedder
from bot.search.meaning.loading import load_embedder
from bot.settings import HINTS, Settings
from storage import schema
from storage.database import Database
from storage.pgvector import Keeps
from storage.trouble import DatabaseTrouble, told_plainly

TIMEOUT_SECONDS = 10
CLOCK_TOLERANCE_SECONDS = 60
"""Slack's signatures are refused after 5 minutes; a clock that is a minute out is on its way there."""

_REINSTALL = (
    "At api.slack.com/apps, under App Manifest, paste what `collab manifest` prints. Then reinstall the app."
)
_COMPARED = {
    Keeps.BYTES: "",
    Keeps.HALFVEC: " pgvector compares them.",
    Keeps.INDEXED: " pgvector compares them.",
}
_NEXT = {
    "invalid_auth": "Copy the token again; it may belong to another app, or have been replaced.",
    "not_authed": "Copy the token again.",
    "account_inactive": "Install the app in your workspace again, and copy the new token.",
    "token_revoked": "Install the app in your workspace again, and copy the new token.",
    "token_expired": "Install the app in your workspace again, and copy the new token.",
    "missing_scope": "Give the token the scope connections:write.",
    "not_allowed_token_type": "Check that each token is under its own name: xoxb- and xapp- differ.",
    "ratelimited": "Wait a minute and try again.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one check found, and what to do when it is not `ok`."""

    ok: bool
    words: str
    next_step: str = ""


def examine(settings: Settings) -> Iterator[Finding]:
    """All checks, in the order in which to put right what they find."""
    yield from _database(settings.database_url)
    yield from _meaning(settings)
    yield from _delivery(settings)
    yield from _bot_token(settings)
    yield from _way_in(settings)


def _database(url: str) -> Iterator[Finding]:
    shown = redacted(url).replace("+psycopg", "")
    try:
        with told_plainly():
            found, expected = schema.current(url), schema.latest()
    except DatabaseTrouble as trouble:
        yield Finding(
            ok=False, words=f"{trouble} ({shown})", next_step="Check DATABASE_URL, and that its server runs."
        )
        return
    yield Finding(ok=True, words=f"The database answers: {shown}.")
    if found == expected:
        yield Finding(ok=True, words="Its tables are up to date.")
    else:
        yield Finding(
            ok=False,
            words=f"Its tables are at {found}; Collab needs {expected}."
            if found
            else "It has no tables yet.",
            next_step="Run: collab db upgrade",
        )


def _meaning(settings: Settings) -> Iterator[Finding]:
    """Whether find goes by meaning too, once there are tables."""
    try:
        with told_plainly():
            if schema.pending(settings.database_url):
                return
    except DatabaseTrouble:
        return
    model = load_embedder(settings.embedding_model)
    if not isinstance(model, Broken):
        yield Finding(ok=True, words=f"Search by meaning is on: {_short(model)}. {_waiting(settings, model)}")
    elif model.chosen:
        yield Finding(
            ok=True, words=f"Search by meaning is off, so find goes by words. {model.why} {model.next_step}"
        )
    else:
        yield Finding(
            ok=False,
            words=f"Search by meaning is off, so find goes by words. {model.why}",
            next_step=model.next_step,
        )


def _short(model: Embedder) -> str:
    return model.name.partition(":")[0]


def _waiting(settings: Settings, model: Embedder) -> str:
    """How far the vectors are, and who compares them."""
    with closing(Database.connect(settings.database_url)) as database:
        waiting, compared = 0, ""
        for workspace in database.workspaces():
            with database.reading(workspace) as tx:
                waiting += tx.vectors.waiting(model.name)
                compared = _COMPARED[tx.vectors.keeps]
    if waiting:
        return f"Items that wait to be indexed: {waiting:,}; `collab run` and `collab clock` see to it.{compared}"
    return f"No item waits to be indexed.{compared}"


def _delivery(settings: Settings) -> Iterator[Finding]:
    """What became of messages, once there are tables."""
    try:
        with told_plainly():
            if schema.pending(settings.database_url):
                return
            with closing(Database.connect(settings.database_url)) as database:
                figures = Figures.of(database, datetime.now(UTC))
    except DatabaseTrouble:
        return
    yield Finding(
        ok=not figures.is_late,
        words=figures.in_words(),
        next_step="See that `collab run` or `collab clock` is running, and what it logs."
        if figures.is_late
        else "",
    )


def _bot_token(settings: Settings) -> Iterator[Finding]:
    if settings.slack_bot_token is None:
        yield _absent("SLACK_BOT_TOKEN")
        return
    client = _client(settings, settings.slack_bot_token)
    try:
        answer = client.auth_test()
    except (SlackClientError, OSError) as error:
        yield _refused("SLACK_BOT_TOKEN", settings, error)
        return
    yield Finding(ok=True, words=f"Slack knows the bot token: {answer['user']} in {answer['team']}.")
    headers = {name.lower(): value for name, value in answer.headers.items()}
    yield _scopes(headers.get("x-oauth-scopes", ""))
    yield _clock(headers.get("date"), settings)


def _scopes(granted: str) -> Finding:
    missing = manifest.bot_scopes() - {scope.strip() for scope in granted.split(",")}
    if missing:
        return Finding(
            ok=False,
            words=f"The bot token lacks scopes: {', '.join(sorted(missing))}.",
            next_step=_REINSTALL,
        )
    return Finding(ok=True, words="The bot token has every scope that the manifest asks for.")


def _clock(date: str | None, settings: Settings) -> Finding:
    here = datetime.now(UTC)
    apart = abs((here - parsedate_to_datetime(date)).total_seconds()) if date else 0
    if apart > CLOCK_TOLERANCE_SECONDS:
        return Finding(
            ok=False,
            words=f"This machine's clock is {apart:.0f} seconds away from Slack's.",
            next_step="Set the clock, best by NTP. Slack's messages are refused when it is 5 minutes out.",
        )
    there = here.astimezone(settings.time_zone)
    return Finding(
        ok=True, words=f"The clock is right. In {settings.time_zone.key} it is {there:%H:%M on %A}."
    )


def _way_in(settings: Settings) -> Iterator[Finding]:
    """How Slack reaches us: by a socket, by HTTP, or (a finding) not at all."""
    if settings.slack_signing_secret is not None:
        yield Finding(ok=True, words="There is a signing secret, so Slack can call Collab over HTTP.")
    elif settings.slack_app_token is None:
        yield Finding(
            ok=False,
            words="Slack cannot reach Collab: there is no SLACK_APP_TOKEN (for Socket Mode) "
            "and no SLACK_SIGNING_SECRET (for HTTP).",
            next_step=f"Most people want SLACK_APP_TOKEN. {HINTS['SLACK_APP_TOKEN']}",
        )
    if settings.slack_app_token is None:
        return
    try:
        _client(settings, settings.slack_app_token).apps_connections_open(
            app_token=settings.slack_app_token.get_secret_value()
        )
    except (SlackClientError, OSError) as error:
        yield _refused("SLACK_APP_TOKEN", settings, error)
    else:
        yield Finding(ok=True, words="The app token can open a socket to Slack.")


def _client(settings: Settings, token: SecretStr) -> WebClient:
    return WebClient(
        token.get_secret_value(), base_url=settings.slack_api_url, timeout=TIMEOUT_SECONDS, retry_handlers=[]
    )


def _absent(name: str) -> Finding:
    return Finding(ok=False, words=f"{name} is missing.", next_step=HINTS[name])


def _refused(name: str, settings: Settings, error: Exception) -> Finding:
    if isinstance(error, SlackApiError):
        answer: SlackResponse = error.response
        code = str(answer.get("error"))
        return Finding(
            ok=False,
            words=f"Slack does not accept {name}: {code}.",
            next_step=_NEXT.get(code, f"Look up {code} at api.slack.com."),
        )
    return Finding(
        ok=False,
        words=f"Slack does not answer at {settings.slack_api_url}: {getattr(error, 'reason', error)}.",
        next_step="Check the network, and SLACK_API_URL if you set it.",
    )
