"""Blocks that many messages share."""

from slack_sdk.models.blocks import ContextBlock, MarkdownTextObject


def small(words: str) -> ContextBlock:
    """A line in small print: something beside the point, in mrkdwn."""
    return ContextBlock(elements=[MarkdownTextObject(text=words)])
