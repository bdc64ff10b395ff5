"""Signed HTTP: payloads are posted to the app's URL, as to an app without Socket Mode."""

import hashlib
import hmac
import json
import time
from concurrent.futures import Future
from urllib.parse import urlencode

from aiohttp import ClientError, ClientSession, ClientTimeout

from playground.delivery import Answer, NotDelivered, Payload
from playground.loop import Loop
from playground.payloads import TOKEN

FORM = "application/x-www-form-urlencoded"


def signature(secret: str, timestamp: str, body: str) -> str:
    """Slack's `X-Slack-Signature`, version 0."""
    base = f"v0:{timestamp}:{body}".encode()
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


class SignedHttp:
    """Posts to one URL; several posts at once."""

    def __init__(self, loop: Loop, url: str, signing_secret: str) -> None:
        self._loop, self._url, self._secret = loop, url, signing_secret
        self._session: ClientSession | None = None

    def dispatch(self, payload: Payload) -> "Future[Answer]":
        return self._loop.submit(self._post(payload))

    def verify_url(self) -> bool:
        """Ask the app to prove that the URL is its own, as when it is typed into Slack's settings."""
        challenge = "playground-challenge"
        body = {"token": TOKEN, "challenge": challenge, "type": "url_verification"}
        payload = Payload(kind="events_api", name="url_verification", body=body)
        answer = self.dispatch(payload).result(timeout=5)
        return answer.status == 200 and challenge in answer.body

    async def _post(self, payload: Payload) -> Answer:
        body, headers = self._request(payload)
        if self._session is None:
            self._session = ClientSession(timeout=ClientTimeout(total=10))
        try:
            async with self._session.post(self._url, data=body.encode(), headers=headers) as response:
                no_retry = response.headers.get("X-Slack-No-Retry") == "1"
                return Answer(response.status, await response.text(), no_retry)
        except (ClientError, TimeoutError) as error:
            raise NotDelivered("dispatch_failed") from error

    def _request(self, payload: Payload) -> tuple[str, dict[str, str]]:
        timestamp = str(int(time.time()))
        if payload.kind == "events_api":
            body, kind = json.dumps(payload.body), "application/json"
        elif payload.kind == "slash_commands":
            body, kind = urlencode(payload.body), FORM
        else:
            body, kind = urlencode({"payload": json.dumps(payload.body)}), FORM
        headers = {"Content-Type": kind, "X-Slack-Request-Timestamp": timestamp}
        headers["X-Slack-Signature"] = signature(self._secret, timestamp, body)
        if payload.retry_num is not None:
            headers["X-Slack-Retry-Num"] = str(payload.retry_num)
            headers["X-Slack-Retry-Reason"] = payload.retry_reason or ""
        return body, headers

    def close(self) -> None:
        if self._session is not None:
            self._loop.submit(self._session.close()).result(timeout=5)
