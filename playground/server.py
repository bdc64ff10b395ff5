"""The playground's HTTP side: routes, and what goes wrong with a call on demand."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from aiohttp import web

from playground.answers import show_answer
from playground.errors import SlackRefusal
from playground.faults import Fault
from playground.page_api import PageApi
from playground.rates import Rates
from playground.slack import Slack
from playground.socket_mode import SocketMode
from playground.web_api.methods import call

STATIC = Path(__file__).parent / "static"
LOCAL_HOSTS = {"127.0.0.1", "localhost", "[::1]"}
UPLOAD_BYTES = 64 * 1024 * 1024


class Server:
    """Speaks HTTP on the loopback address."""

    def __init__(self, slack: Slack, page: PageApi, sockets: SocketMode) -> None:
        self._slack, self._page, self._sockets = slack, page, sockets
        self._rates = Rates()
        self._runner: web.AppRunner | None = None
        self.port = 0
        self.calls_in_hand = 0
        """Calls that came and had no effect yet."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self, port: int) -> None:
        """Listen on this port, or with 0 on any that is free."""
        application = web.Application(client_max_size=UPLOAD_BYTES, middlewares=[_only_local])
        router = application.router
        router.add_post("/api/{method}", self._api)
        router.add_get("/api/{method}", self._api)
        router.add_post("/response/{id}", self._response)
        router.add_get("/socket/{ticket}", self._sockets.serve)
        router.add_post("/upload/{id}", self._upload)
        router.add_get("/files/{id}", self._file)
        router.add_post("/misbehave", self._misbehave)
        self._page.add_routes(router)
        router.add_get("/", self._index)
        router.add_get("/archives/{channel}/{ts}", self._index)
        router.add_static("/static/", STATIC, append_version=False)
        self._runner = web.AppRunner(application, access_log=None, handle_signals=False, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        sockets = getattr(site, "_server").sockets  # noqa: B009
        self.port = sockets[0].getsockname()[1]

    async def stop(self) -> None:
        self._sockets.close()
        if self._runner is not None:
            await self._runner.cleanup()

    async def _index(self, _: web.Request) -> web.StreamResponse:
        return web.FileResponse(STATIC / "index.html", headers={"Cache-Control": "no-cache"})

    async def _api(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        arguments = await _arguments(request)
        bearer = request.headers.get("Authorization", "").removeprefix("Bearer").strip()
        token = str(arguments.pop("token", "")) or bearer
        fault = self._slack.faults.for_call(name)
        self.calls_in_hand += 1
        try:
            if early := await _before(fault, request):
                return early
            channel = str(arguments.get("channel", ""))
            if self._slack.limits_rates and (wait := self._rates.wait(name, channel)):
                return _rate_limited(wait)
            answer = call(self._slack, name, token, arguments)
        finally:
            self.calls_in_hand -= 1
        if late := await _after(fault, request):
            return late
        scopes = ",".join(sorted(self._slack.manifest.scopes))
        date = format_datetime(self._slack.clock.now(), usegmt=True)
        return web.json_response(answer, headers={"x-oauth-scopes": scopes, "Date": date})

    async def _response(self, request: web.Request) -> web.StreamResponse:
        fault = self._slack.faults.for_call("response_url")
        if early := await _before(fault, request):
            return early
        try:
            place = self._slack.response_urls.use(request.match_info["id"])
            said = await _arguments(request)
            with self._slack.workspace.lock:
                show_answer(self._slack, place, said)
        except SlackRefusal as refusal:
            self._slack.refuse("response_url", refusal)
            gone = refusal.error in {"used_url", "expired_url", "invalid_url"}
            return web.json_response({"ok": False, "error": refusal.error}, status=404 if gone else 400)
        if late := await _after(fault, request):
            return late
        return web.Response(text="ok")

    async def _upload(self, request: web.Request) -> web.Response:
        file = self._slack.files.find(request.match_info["id"])
        if file is None:
            raise web.HTTPNotFound
        if request.content_type.startswith("multipart/"):
            parts = [
                part.file.read()
                for part in (await request.post()).values()
                if isinstance(part, web.FileField)
            ]
            file.content = parts[0] if parts else b""
        else:
            file.content = await request.read()
        return web.Response(text=f"OK - {len(file.content)}")

    async def _file(self, request: web.Request) -> web.Response:
        """What somebody chose in a form is for the app alone; without its token one is sent to sign in."""
        file = self._slack.files.find(request.match_info["id"])
        if file is None or file.content is None:
            raise web.HTTPNotFound
        if file.user and not self._may_read_files(request):
            raise web.HTTPFound("/")
        safe = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
        return web.Response(body=file.content, content_type=file.mimetype, headers=safe)

    def _may_read_files(self, request: web.Request) -> bool:
        token = request.headers.get("Authorization", "").removeprefix("Bearer").strip()
        return token == self._slack.tokens.bot and "files:read" in self._slack.manifest.scopes

    async def _misbehave(self, request: web.Request) -> web.Response:
        asked = await request.json()
        try:
            self._slack.faults.arm(asked.pop("fault", ""), **asked)
        except (ValueError, TypeError) as error:
            return web.json_response({"ok": False, "error": str(error)}, status=400)
        return web.json_response({"ok": True})


@web.middleware
async def _only_local(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Refuse what another site's page sends here, or reaches by a name of its own."""
    origin = request.headers.get("Origin", "")
    hosts = {request.host.rpartition(":")[0] or request.host}
    if origin:
        hosts.add(origin.partition("://")[2].rpartition(":")[0])
    if not hosts <= LOCAL_HOSTS:
        raise web.HTTPForbidden(text="The playground answers on this machine only.")
    return await handler(request)


async def _arguments(request: web.Request) -> dict[str, Any]:
    """The arguments of a call, from its query, its form or its JSON."""
    found: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        with suppress(ValueError):
            given = await request.json()
            found |= given if isinstance(given, dict) else {}
    else:
        found |= dict(await request.post())
    return found


async def _before(fault: Fault | None, request: web.Request) -> web.StreamResponse | None:
    """What goes wrong before a call has any effect; None when nothing does."""
    match fault.fault if fault else None:
        case "rate_limited":
            return _rate_limited(fault.retry_after if fault else 1)
        case "server_error":
            return web.Response(status=500, text="Internal Server Error")
        case "drop_before":
            return _drop(request)
        case "slow":
            await asyncio.sleep(fault.seconds if fault else 0)
    return None


async def _after(fault: Fault | None, request: web.Request) -> web.StreamResponse | None:
    """What goes wrong when a call has had its effect; None when the answer leaves."""
    match fault.fault if fault else None:
        case "drop_after":
            return _drop(request)
        case "slow_answer":
            await asyncio.sleep(fault.seconds if fault else 0)
    return None


def _rate_limited(seconds: int) -> web.Response:
    body = {"ok": False, "error": "ratelimited"}
    return web.json_response(body, status=429, headers={"Retry-After": str(seconds)})


def _drop(request: web.Request) -> web.Response:
    """Cut the connection; the answer never leaves."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
