"""`views.*`: modals and the App Home."""

from playground.errors import SlackRefusal
from playground.slack import Slack
from playground.strict.scopes import missing
from playground.strict.views import checked_view
from playground.values import JSON, View
from playground.web_api import finding
from playground.web_api.arguments import Arguments
from playground.web_api.registry import method


def _new_modal(slack: Slack, arguments: Arguments, known: View | None = None) -> JSON:
    content = checked_view(arguments.json("view"), "modal")
    _check_external_id(slack, content.get("external_id"), known)
    finding.check_pictures(slack, content["blocks"])
    _check_files(slack, content["blocks"])
    return content


def _check_files(slack: Slack, blocks: list[JSON]) -> None:
    """A form that takes files needs leave to read them."""
    takes_files = any(block.get("element", {}).get("type") == "file_input" for block in blocks)
    if takes_files and "files:read" not in slack.manifest.scopes:
        raise missing(slack.manifest, frozenset({"files:read"}))


def _check_external_id(slack: Slack, external_id: str | None, known: View | None) -> None:
    taken = _by_external_id(slack, external_id)
    if taken and taken is not known:
        raise SlackRefusal("duplicate_external_id")


def _by_external_id(slack: Slack, external_id: str | None) -> View | None:
    views = slack.workspace.views.values()
    return next((v for v in views if external_id and v.content.get("external_id") == external_id), None)


@method("views.open")
def open_view(slack: Slack, arguments: Arguments) -> JSON:
    content = _new_modal(slack, arguments)
    trigger = slack.triggers.exchange(arguments.needed("trigger_id"))
    view = slack.workspace.show_view(trigger.user, content, push=False, channel=trigger.channel)
    return {"view": view.in_slack()}


@method("views.push")
def push_view(slack: Slack, arguments: Arguments) -> JSON:
    """Only something done inside a modal gives leave to push another."""
    content = _new_modal(slack, arguments)
    trigger = slack.triggers.exchange(arguments.needed("trigger_id"))
    if trigger.view_id is None or trigger.view_id not in slack.workspace.stacks.get(trigger.user, ()):
        raise SlackRefusal("not_found")
    view = slack.workspace.show_view(trigger.user, content, push=True, channel=trigger.channel)
    return {"view": view.in_slack()}


@method("views.update")
def update_view(slack: Slack, arguments: Arguments) -> JSON:
    if arguments.has("view_id"):
        view = slack.workspace.views.get(arguments.text("view_id"))
    else:
        view = _by_external_id(slack, arguments.needed("external_id"))
    content = _new_modal(slack, arguments, view)
    if view is None:
        raise SlackRefusal("not_found")
    _check_hash(arguments, view)
    slack.workspace.update_view(view, content)
    return {"view": view.in_slack()}


@method("views.publish")
def publish_view(slack: Slack, arguments: Arguments) -> JSON:
    if not slack.manifest.has_home:
        raise SlackRefusal("not_enabled")
    user = finding.person(slack, arguments.needed("user_id"))
    content = checked_view(arguments.json("view"), "home")
    finding.check_pictures(slack, content["blocks"])
    if before := slack.workspace.homes.get(user.id):
        _check_hash(arguments, before)
    return {"view": slack.workspace.publish_home(user.id, content).in_slack()}


def _check_hash(arguments: Arguments, view: View) -> None:
    if arguments.has("hash") and arguments.text("hash") != view.hash:
        raise SlackRefusal("hash_conflict")
