"""Clients of Slack's Web API."""

from slack_sdk import WebClient


def calling_once(client: WebClient, *, timeout: float) -> WebClient:
    """A client like another that gives up after so many seconds, and never calls again by itself.

    slack_sdk's own does when the connection drops, though Slack may have taken the call.
    """
    return WebClient(
        token=client.token,
        base_url=client.base_url,
        timeout=timeout,  # type: ignore[arg-type]  # whole seconds, it says; any number will do
        ssl=client.ssl,
        proxy=client.proxy,
        headers=client.headers,
        retry_handlers=[],
    )
