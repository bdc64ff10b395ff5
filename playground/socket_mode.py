"""Socket Mode: the app connects to us, and each payload goes to one of its sockets."""

import asyncio
import itertools
import json
import secrets
import socket
import struct
from concurrent.futures import Future

from aiohttp import WSMsgType, web

from playground.delivery import Answer, NotDelivered, Payload
from playground.loop import Loop
from playground.values import APP_ID, JSON

MOST_SOCKETS = 10
CLOSE_SECONDS = 0.5
"""How long to wait for the other end of a connection that is being closed."""
REFRESH_SECONDS = 2.0
"""How long a connection lasts after the app was asked to open another in its place."""

DEBUG_INFO = {"host": "playground", "build_number": 1, "approximate_connection_time": 18060}


class SocketMode:
    """Gives out tickets, keeps the sockets, deals payloads to them in turn."""

    def __init__(self, loop: Loop) -> None:
        self._loop = loop
        self._tickets: set[str] = set()
        self._sockets: list[_Socket] = []
        self._turn = itertools.count()
        self._waiting: dict[str, Future[Answer]] = {}

    @property
    def connections(self) -> int:
        """How many sockets of the app are open and said hello to."""
        return len(self._sockets)

    def new_ticket(self) -> str:
        """Leave to connect once."""
        ticket = secrets.token_hex(8)
        self._tickets.add(ticket)
        return ticket

    def dispatch(self, payload: Payload) -> "Future[Answer]":
        answer: Future[Answer] = Future()
        self._loop.soon(self._send, payload, answer)
        return answer

    def _send(self, payload: Payload, answer: "Future[Answer]") -> None:
        if not self._sockets:
            answer.set_exception(NotDelivered("dispatch_failed"))
            return
        envelope_id = secrets.token_hex(16)
        self._waiting[envelope_id] = answer
        envelope: JSON = {
            "envelope_id": envelope_id,
            "payload": payload.body,
            "type": payload.kind,
            "accepts_response_payload": payload.kind != "events_api",
        }
        if payload.kind == "events_api":
            envelope |= {"retry_attempt": payload.retry_num or 0, "retry_reason": payload.retry_reason or ""}
        self._sockets[next(self._turn) % len(self._sockets)].send(envelope)

    def acknowledged(self, envelope: JSON) -> None:
        """The app answered an envelope; what it answers twice, or too late, is dropped."""
        answer = self._waiting.pop(envelope.get("envelope_id", ""), None)
        if answer and not answer.done():
            payload = envelope.get("payload")
            answer.set_result(Answer(200, json.dumps(payload) if payload else ""))

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """The WebSocket end of one connection."""
        ticket = request.match_info["ticket"]
        if ticket not in self._tickets or len(self._sockets) >= MOST_SOCKETS:
            raise web.HTTPForbidden
        self._tickets.discard(ticket)
        websocket = web.WebSocketResponse(autoping=False, timeout=CLOSE_SECONDS)
        await websocket.prepare(request)
        mine = _Socket(websocket, request)
        await websocket.send_json(self._hello())
        self._sockets.append(mine)
        try:
            await self._listen(mine)
        finally:
            self._forget(mine)
        return websocket

    async def _listen(self, mine: "_Socket") -> None:
        sender = asyncio.create_task(mine.send_all())
        try:
            async for message in mine.websocket:
                if mine.is_silent:
                    continue
                if message.type is WSMsgType.PING:
                    await mine.websocket.pong(message.data)
                elif message.type is WSMsgType.TEXT:
                    self.acknowledged(json.loads(message.data))
        finally:
            sender.cancel()

    def _hello(self) -> JSON:
        said = {"type": "hello", "num_connections": len(self._sockets) + 1, "debug_info": DEBUG_INFO}
        return said | {"connection_info": {"app_id": APP_ID}}

    def _forget(self, mine: "_Socket") -> None:
        if mine in self._sockets:
            self._sockets.remove(mine)

    def misbehave(self, fault: str) -> None:
        """Do it to every open socket: `disconnect`, `abort` or `silent`."""
        self._loop.soon(self._misbehave, fault)

    def _misbehave(self, fault: str) -> None:
        for mine in list(self._sockets):
            if fault == "silent":
                mine.is_silent = True
                continue
            self._forget(mine)
            if fault == "abort":
                mine.abort()
            else:
                mine.send({"type": "disconnect", "reason": "refresh_requested", "debug_info": DEBUG_INFO})
                self._loop.after(REFRESH_SECONDS, mine.end)

    def close(self) -> None:
        """Close every socket; the app sees the connection end."""
        for mine in list(self._sockets):
            self._forget(mine)
            mine.abort()


class _Socket:
    """One connection, and what waits to be sent on it, in order."""

    def __init__(self, websocket: web.WebSocketResponse, request: web.Request) -> None:
        self.websocket = websocket
        self.is_silent = False
        self._request = request
        self._outbox: asyncio.Queue[JSON] = asyncio.Queue()
        self._ending: asyncio.Task[bool] | None = None

    def send(self, envelope: JSON) -> None:
        self._outbox.put_nowait(envelope)

    async def send_all(self) -> None:
        while True:
            envelope = await self._outbox.get()
            if self.is_silent:
                continue
            try:
                await self.websocket.send_json(envelope)
            except (ConnectionError, RuntimeError):
                return

    def end(self) -> None:
        """Close the connection in good order."""
        self._ending = asyncio.ensure_future(self.websocket.close())

    def abort(self) -> None:
        """Reset the connection, as a failing network does."""
        transport = self._request.transport
        if transport is None:
            return
        peer = transport.get_extra_info("socket")
        if peer is not None:
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
