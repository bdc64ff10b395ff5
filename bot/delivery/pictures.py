"""Uploading the picture of a message."""

from hashlib import sha256

from slack_sdk import WebClient
from slack_sdk.models.blocks import ImageBlock

from bot.domain.notices import Upload
from bot.views.mrkdwn import shortened
from bot.views.picture import Picture

WAITS = (0.7, 1.5)
"""Seconds before each new try to post what was uploaded: Slack looks at a picture first, and refuses it meanwhile."""
_MOST_ALT_TEXT = 2000  # characters that Slack takes
_MOST_TITLE = 2000


def uploaded(client: WebClient, picture: Picture, before: Upload | None) -> Upload:
    """A picture, in Slack: the one of before if it is the same.

    Nobody sees the file before it is posted: to upload it twice does no harm.
    """
    digest = sha256(picture.png).hexdigest()[:16]
    if before and before.digest == digest:
        return before
    answer = client.files_upload_v2(
        content=picture.png, filename=picture.name, title=picture.title, alt_txt=picture.words
    )
    file_id = str(answer["files"][0]["id"])
    return Upload(file_id=file_id, digest=digest, refused=before.refused if before else 0)


def image(upload: Upload, picture: Picture) -> ImageBlock:
    """A block that shows a picture."""
    return ImageBlock(
        slack_file={"id": upload.file_id},
        alt_text=shortened(picture.words, _MOST_ALT_TEXT),
        title=shortened(picture.title, _MOST_TITLE),
    )
