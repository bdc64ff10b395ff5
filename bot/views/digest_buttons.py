"""The buttons that stand under a channel's digest, and under how it is set up."""

from slack_sdk.models.blocks import ButtonElement, ConfirmObject

from bot.views import ids


def settings_button() -> ButtonElement:
    """Leads to how it is set up."""
    return ButtonElement(text="Change this digest", action_id=ids.DIGEST_SETTINGS, value="settings")


def stop_button() -> ButtonElement:
    """Ends it, after asking: it is not for one person alone."""
    return ButtonElement(
        text="Stop",
        action_id=ids.DIGEST_STOP,
        value="stop",
        style="danger",
        accessibility_label="Stop this digest",
        confirm=ConfirmObject(
            title="Stop the digest?",
            text="This channel gets no digest any more. Anyone can start it again.",
            confirm="Stop it",
            deny="Keep it",
        ),
    )
