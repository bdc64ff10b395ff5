"""Menus that several forms have."""

from slack_sdk.models.blocks.block_elements import ConversationFilter, ConversationSelectElement


def channel_menu() -> ConversationSelectElement:
    """Which channel, beginning with the one somebody came from. Its action is `channel`."""
    return ConversationSelectElement(
        action_id="channel",
        placeholder="Choose a channel",
        default_to_current_conversation=True,
        filter=ConversationFilter(include=["public", "private"], exclude_bot_users=True),
    )
