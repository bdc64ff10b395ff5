"""`files.*`: the two steps of an upload (`files_upload_v2` in the SDK)."""

from playground.errors import SlackRefusal
from playground.files import File
from playground.slack import Slack
from playground.strict.messages import checked_message
from playground.values import BOT_USER_ID, JSON
from playground.web_api import finding
from playground.web_api.arguments import Arguments
from playground.web_api.registry import method


@method("files.getUploadURLExternal")
def begin(slack: Slack, arguments: Arguments) -> JSON:
    name, length = arguments.needed("filename"), arguments.number("length", 0)
    if length <= 0:
        raise SlackRefusal("invalid_arguments", ["[ERROR] missing required field: length"])
    file = slack.files.expect(slack.workspace.new_id("F"), name, length)
    return {"upload_url": f"{slack.url()}/upload/{file.id}", "file_id": file.id}


@method("files.completeUploadExternal")
def complete(slack: Slack, arguments: Arguments) -> JSON:
    """The files are there from now on, and are shared if a channel is named."""
    asked = arguments.json("files")
    if not isinstance(asked, list) or not asked:
        raise SlackRefusal("invalid_arguments", ["[ERROR] missing required field: files"])
    files = [_uploaded(slack, each) for each in asked]
    places = arguments.names("channels") or arguments.names("channel_id")
    for place in places:
        _share(slack, arguments, files, place)
    return {"files": [file.in_slack(slack.url()) for file in files]}


def _uploaded(slack: Slack, asked: JSON) -> File:
    file = slack.files.find(str(asked.get("id")))
    if file is None or file.content is None:
        raise SlackRefusal("file_not_found")
    if len(file.content) != file.length:
        raise SlackRefusal("file_upload_size_mismatch")
    file.title = str(asked.get("title") or file.name)
    file.is_complete = True
    return file


def _share(slack: Slack, arguments: Arguments, files: list[File], place: str) -> None:
    channel = finding.channel(slack, place)
    if BOT_USER_ID not in channel.members:
        raise SlackRefusal("not_in_channel")
    said = {"text": arguments.text("initial_comment"), "blocks": arguments.raw("blocks")}
    text, blocks = checked_message(said) if any(said.values()) else ("", None)
    for file in files:
        file.channels.append(channel.id)
    shown = [file.in_slack(slack.url()) for file in files]
    thread_ts = arguments.text("thread_ts") or None
    slack.workspace.post(channel, BOT_USER_ID, text, blocks=blocks, files=shown, thread_ts=thread_ts)
