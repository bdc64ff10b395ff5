"""The two apps that are measured side by side, and what Slack sends them."""

import time
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import Any

from slack_bolt import Ack, App, BoltRequest, Respond

from benchmarks.slack import BOT_USER, TEAM, Slack
from bot.app import WORKERS, build_app
from bot.search.meaning.loading import NONE
from bot.use_cases import Options, build_services
from storage.database import Database


def collab(slack: Slack, database: Database, *, executor: Executor | None = None) -> App:
    """The real bot over a database. It goes by words alone: the items that are measured here have no vectors."""
    services = build_services(database, Options(embedding_model=NONE))
    app, _verbs = build_app(slack.client(), services, executor=executor)
    return app


def nothing(slack: Slack) -> App:
    """A Bolt app set up the same way, that says hello to a command and takes no note of a reaction."""
    app = App(
        client=slack.client(),
        signing_secret="",
        request_verification_enabled=False,
        process_before_response=True,
        listener_executor=ThreadPoolExecutor(WORKERS),
    )

    def at_once(ack: Ack) -> None:
        ack()

    def hello(respond: Respond) -> None:
        respond(text="hello", response_type="ephemeral")

    def reacted() -> None:
        pass

    app.command("/collab")(ack=at_once, lazy=[hello])
    app.event("reaction_added")(reacted)
    return app


def command(text: str, response_url: str) -> dict[str, Any]:
    """`/collab …`, as Socket Mode brings it."""
    return {
        "token": "bench",
        "team_id": TEAM,
        "team_domain": "bench",
        "channel_id": "C0GENERAL",
        "channel_name": "general",
        "user_id": "U0ASKS",
        "user_name": "asks",
        "command": "/collab",
        "text": text,
        "api_app_id": "A0COLLAB",
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": "1.2.3",
    }


def reaction(number: int, *, channel: str, ts: str, member: str, emoji: str) -> dict[str, Any]:
    """Event `number`: a reaction that was added to a message of the bot's."""
    now = time.time()
    return {
        "token": "bench",
        "team_id": TEAM,
        "api_app_id": "A0COLLAB",
        "event": {
            "type": "reaction_added",
            "user": member,
            "reaction": emoji,
            "item": {"type": "message", "channel": channel, "ts": ts},
            "item_user": BOT_USER,
            "event_ts": f"{now:.6f}",
        },
        "type": "event_callback",
        "event_id": f"Ev{number:012d}",
        "event_time": int(now),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM,
                "user_id": BOT_USER,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{number}",
    }


def dispatched(app: App, payload: dict[str, Any]) -> float:
    """Hand over what Slack sent, as the Socket Mode adapter does; answers when it was acknowledged."""
    response = app.dispatch(BoltRequest(mode="socket_mode", body=payload))
    at = time.perf_counter()
    assert response.status == 200, response.body
    return at
