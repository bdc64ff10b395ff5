"""What every message has to be."""

import pytest
from slack_sdk.models.blocks import ContextBlock, DividerBlock, MarkdownTextObject, SectionBlock

from bot.views.message import MAX_BLOCKS, MAX_TEXT, Message
from tests.views.slack import taken_message, texts


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        pytest.param("", 1, id="no text"),
        pytest.param("x" * (MAX_TEXT + 1), 1, id="too much text"),
        pytest.param("x", MAX_BLOCKS + 1, id="too many blocks"),
    ],
)
def test_what_slack_would_refuse_is_refused_where_it_is_made(text: str, blocks: int) -> None:
    with pytest.raises(ValueError, match=r"Slack takes|we send"):
        Message(text=text, blocks=[DividerBlock()] * blocks)


def test_as_much_as_slack_takes_is_taken() -> None:
    taken_message(Message(text="x" * MAX_TEXT, blocks=[DividerBlock()] * MAX_BLOCKS))


def test_a_message_of_words_alone_has_no_blocks() -> None:
    assert taken_message(Message(text="Hello.")) == {"text": "Hello."}


def test_words_stay_words_wherever_they_stand() -> None:
    message = Message(
        text="x",
        blocks=[
            SectionBlock(text="@channel"),
            SectionBlock(fields=[MarkdownTextObject(text="#general")]),
            ContextBlock(elements=[MarkdownTextObject(text="@here")]),
        ],
    )

    written = texts(taken_message(message)["blocks"])

    assert [one["text"] for one in written] == ["@channel", "#general", "@here"]
    assert all(one["verbatim"] for one in written)
