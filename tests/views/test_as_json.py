"""Blocks are written as slack_sdk would write them, and refused where it would refuse them."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    CheckboxesElement,
    ConfirmObject,
    ContextBlock,
    HeaderBlock,
    ImageBlock,
    InputBlock,
    MarkdownTextObject,
    Option,
    OptionGroup,
    PlainTextInputElement,
    RichTextBlock,
    RichTextSectionElement,
    SectionBlock,
    StaticSelectElement,
)

from bot.views.as_json import as_json

OPTIONS = [Option(text="One", value="1"), Option(text="Two", value="2", description="Twice one")]


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(SectionBlock(text="*a* <b>", block_id="b"), id="section"),
        pytest.param(SectionBlock(fields=["a", MarkdownTextObject(text="b", verbatim=False)]), id="fields"),
        pytest.param(HeaderBlock(text="Head"), id="header"),
        pytest.param(ImageBlock(image_url="https://example.org/a.png", alt_text="A"), id="image"),
        pytest.param(ContextBlock(elements=[MarkdownTextObject(text="c")]), id="context"),
        pytest.param(
            ActionsBlock(
                elements=[
                    ButtonElement(
                        text="Press",
                        action_id="a",
                        value="0",
                        style="danger",
                        confirm=ConfirmObject(title="Sure?", text="Think.", confirm="Yes", deny="No"),
                    ),
                    StaticSelectElement(action_id="s", options=OPTIONS, initial_option=OPTIONS[0]),
                    StaticSelectElement(
                        action_id="g", option_groups=[OptionGroup(label="All", options=OPTIONS)]
                    ),
                    StaticSelectElement(action_id="d", options=[OPTIONS[0].to_dict()]),
                ]
            ),
            id="actions",
        ),
        pytest.param(
            InputBlock(
                label="Title",
                element=PlainTextInputElement(action_id="t", multiline=False, max_length=100),
                optional=False,
            ),
            id="input: False is something",
        ),
        pytest.param(
            InputBlock(label="Which", element=CheckboxesElement(options=OPTIONS, initial_options=[])),
            id="an empty list is nothing",
        ),
        pytest.param(
            RichTextBlock(elements=[RichTextSectionElement(elements=[])]), id="but not in rich text"
        ),
    ],
)
def test_it_is_what_slack_sdk_writes(block: Block) -> None:
    assert as_json(block) == verbatim(block.to_dict())


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(SectionBlock, id="a section of nothing"),
        pytest.param(lambda: HeaderBlock(text="x" * 151), id="too long a header"),
        pytest.param(lambda: ActionsBlock(elements=[ButtonElement(text="x" * 76)]), id="deep inside"),
        pytest.param(lambda: SectionBlock(text="x" * 3001), id="too long a text"),
    ],
)
def test_it_is_refused_where_slack_sdk_refuses_it(make: Callable[[], Block]) -> None:
    with pytest.raises(SlackObjectFormationError):
        as_json(make())


def verbatim(part: Any) -> Any:
    """What slack_sdk writes, in which words stay words."""
    if isinstance(part, list):
        return [verbatim(each) for each in part]
    if not isinstance(part, dict):
        return part
    said = {name: verbatim(value) for name, value in part.items()}
    return said | {"verbatim": True} if part.get("type") == "mrkdwn" else said
