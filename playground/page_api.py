"""The protocol between the page and the playground: see docs/playground.md."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import WSMsgType, web

from playground.client import clicking, modals, running, saying
from playground.client.uploading import upload
from playground.emoji import EMOJI
from playground.errors import NotPossible, SlackRefusal
from playground.loop import Loop
from playground.screens import Screens
from playground.slack import Slack
from playground.values import JSON, TEAM_ID

Verb = Callable[[Slack, JSON], Any]


class PageApi:
    """Serves the page's questions, its socket, and what people do on it."""

    def __init__(self, slack: Slack, screens: Screens, loop: Loop) -> None:
        self._slack, self._screens, self._loop = slack, screens, loop

    def add_routes(self, router: web.UrlDispatcher) -> None:
        router.add_get("/page/people", self.people)
        router.add_get("/page/state", self.state)
        router.add_get("/page/messages", self.messages)
        router.add_get("/page/socket", self.socket)
        router.add_post("/page/upload", self.upload)
        router.add_post("/page/{verb}", self.act)

    def _user(self, request: web.Request) -> str:
        user = request.query.get("user", "")
        if user not in self._slack.workspace.people:
            raise web.HTTPNotFound(text="There is nobody with that id.")
        return user

    def _team(self) -> JSON:
        return {"id": TEAM_ID, "name": self._slack.workspace.team_name}

    def _people(self) -> list[JSON]:
        return [person.on_page() for person in self._slack.workspace.people.values() if not person.is_bot]

    async def people(self, _: web.Request) -> web.Response:
        return web.json_response({"people": self._people(), "team": self._team()})

    async def state(self, request: web.Request) -> web.Response:
        user = self._user(request)
        slack = self._slack
        with slack.workspace.lock:
            home = slack.workspace.homes.get(user)
            seen = [each.on_page(user) for each in slack.workspace.channels.values() if each.seen_by(user)]
            shown = {
                "me": slack.workspace.people[user].on_page(),
                "team": self._team(),
                "people": self._people(),
                "bot": slack.workspace.bot.on_page(),
                "channels": seen,
                "commands": [
                    {"command": c.command, "description": c.description, "usage_hint": c.usage_hint}
                    for c in slack.manifest.commands.values()
                ],
                "shortcuts": [
                    {
                        "callback_id": s.callback_id,
                        "name": s.name,
                        "type": s.type,
                        "description": s.description,
                    }
                    for s in slack.manifest.shortcuts
                ],
                "emoji": EMOJI,
                "home": home.on_page() if home else None,
                "has_home": slack.manifest.has_home,
                "views": [slack.workspace.views[v].on_page() for v in slack.workspace.stacks.get(user, ())],
                "read": {c: ts for (who, c), ts in slack.workspace.read_up_to.items() if who == user},
                "now": slack.clock.now().isoformat(),
            }
        return web.json_response(shown)

    async def messages(self, request: web.Request) -> web.Response:
        user = self._user(request)
        try:
            channel = saying.channel_for(self._slack, user, request.query.get("channel", ""))
        except NotPossible as error:
            raise web.HTTPNotFound(text=str(error)) from None
        listed = self._slack.workspace.listed(channel, user, request.query.get("thread"))
        return web.json_response({"messages": [message.on_page() for message in listed]})

    async def socket(self, request: web.Request) -> web.StreamResponse:
        user = self._user(request)
        websocket = web.WebSocketResponse(heartbeat=30)
        await websocket.prepare(request)
        outbox: asyncio.Queue[JSON] = asyncio.Queue()
        stop = self._screens.listen(user, lambda push: self._loop.soon(outbox.put_nowait, push))
        sender = asyncio.create_task(_send_all(websocket, outbox))
        try:
            async for message in websocket:
                if message.type is WSMsgType.ERROR:
                    break
        finally:
            stop()
            sender.cancel()
        return websocket

    async def upload(self, request: web.Request) -> web.Response:
        """Take a file that somebody chose in a form."""
        user, name = self._user(request), request.query.get("name", "")
        try:
            file = upload(self._slack, user, name, await request.read())
        except NotPossible as error:
            return web.json_response({"ok": False, "error": str(error)})
        return web.json_response({"ok": True, "file": file})

    async def act(self, request: web.Request) -> web.Response:
        """Do what somebody did on the page; only `options` waits for the app."""
        verb = VERBS.get(request.match_info["verb"])
        if verb is None:
            raise web.HTTPNotFound
        try:
            body = await request.json()
            self._slack.workspace.check_person(body["user"])
            answer = verb(self._slack, body)
            told = await answer if isinstance(answer, Awaitable) else answer
        except (NotPossible, SlackRefusal, ValueError) as error:
            return web.json_response({"ok": False, "error": str(error)})
        except KeyError as error:
            return web.json_response({"ok": False, "error": f"The page did not send {error}."})
        return web.json_response({"ok": True} | (told or {}))


async def _send_all(websocket: web.WebSocketResponse, outbox: "asyncio.Queue[JSON]") -> None:
    while True:
        push = await outbox.get()
        try:
            await websocket.send_json(push)
        except (ConnectionError, RuntimeError):
            return


def _place(body: JSON) -> clicking.Place:
    return body["view_id"] if body.get("view_id") else (body["channel"], body["message_ts"])


def _values(body: JSON) -> JSON:
    values: JSON = (body.get("state") or {}).get("values") or {}
    return values


def _say(slack: Slack, body: JSON) -> JSON:
    message = saying.say(slack, body["user"], body["channel"], body["text"], body.get("thread_ts"))
    return {"ts": message.ts}


def _command(slack: Slack, body: JSON) -> None:
    running.run_command(slack, body["user"], body["channel"], body["text"], body.get("thread_ts"))


def _click(slack: Slack, body: JSON) -> None:
    clicking.click(slack, body["user"], _place(body), body["action"], _values(body))


async def _options(slack: Slack, body: JSON) -> JSON:
    asked = {"action_id": body["action_id"], "block_id": body["block_id"]}
    options = clicking.suggest(slack, body["user"], _place(body), asked, body.get("value", ""))
    return {"options": await asyncio.wrap_future(options)}


def _submit(slack: Slack, body: JSON) -> None:
    modals.submit(slack, body["user"], body["view_id"], _values(body))


def _close(slack: Slack, body: JSON) -> None:
    modals.close(slack, body["user"], body["view_id"])


def _react(slack: Slack, body: JSON) -> None:
    saying.react(slack, body["user"], body["channel"], body["ts"], body["name"], add=True)


def _unreact(slack: Slack, body: JSON) -> None:
    saying.react(slack, body["user"], body["channel"], body["ts"], body["name"], add=False)


def _shortcut(slack: Slack, body: JSON) -> None:
    place = (body["channel"], body["ts"]) if body.get("ts") else None
    running.run_shortcut(slack, body["user"], body["callback_id"], place)


def _open_home(slack: Slack, body: JSON) -> None:
    saying.open_home(slack, body["user"])


def _open_dm(slack: Slack, body: JSON) -> JSON:
    return {"channel": saying.open_dm(slack, body["user"], body["with"]).on_page(body["user"])}


def _mark(slack: Slack, body: JSON) -> None:
    slack.workspace.read_up_to[body["user"], body["channel"]] = body["ts"]


async def _clock(slack: Slack, body: JSON) -> JSON:
    """The listeners may be slow (the app acts on it), so the loop goes on meanwhile."""
    moved = await asyncio.to_thread(slack.clock.move_to, body["to"])
    return {"now": moved.isoformat()}


VERBS: dict[str, Verb] = {
    "say": _say,
    "command": _command,
    "click": _click,
    "options": _options,
    "submit": _submit,
    "close": _close,
    "react": _react,
    "unreact": _unreact,
    "shortcut": _shortcut,
    "open_home": _open_home,
    "open_dm": _open_dm,
    "mark": _mark,
    "clock": _clock,
}
