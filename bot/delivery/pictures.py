"""Uploading the picture of a message."""

from slack_sdk import WebClient
from slack_sdk.models.blocks import ImageBlock

from bot.views.mrkdwn import shortened
from bot.views.picture import Picture

WAITS = (0.0, 0.7, 1.5)
"""Seconds before each try to post what was uploaded: Slack looks at a picture first, and refuses it meanwhile."""
_MOST_ALT_TEXT = 2000  # characters that Slack takes
_MOST_TITLE = 2000


def uploaded(client: WebClient, picture: Picture) -> ImageBlock:
    """A block that shows a picture. Nobody sees the file before it is posted: to upload it twice does no harm."""
    uploaded_file = client.files_upload_v2(
        content=picture.png, filename=picture.name, title=picture.title, alt_txt=picture.words
    )
    return ImageBlock(
        slack_file={"id": str(uploaded_file["files"][0]["id"])},
        alt_text=shortened(picture.words, _MOST_ALT_TEXT),
        title=shortened(picture.title, _MOST_TITLE),
    )
