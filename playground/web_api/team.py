"""`auth.*`, `users.*`, `team.*`, `bots.*`: who is there."""

from playground.errors import SlackRefusal
from playground.payloads import TEAM_DOMAIN
from playground.slack import Slack
from playground.strict.scopes import reads_email
from playground.values import APP_ID, BOT_ID, BOT_USER_ID, JSON, TEAM_ID
from playground.web_api import finding
from playground.web_api.arguments import Arguments
from playground.web_api.registry import method


@method("api.test")
def test(_: Slack, arguments: Arguments) -> JSON:
    if arguments.has("error"):
        raise SlackRefusal(arguments.text("error"))
    return {}


@method("auth.test")
def who_am_i(slack: Slack, _: Arguments) -> JSON:
    return {
        "url": f"{slack.url()}/",
        "team": slack.workspace.team_name,
        "user": slack.workspace.bot.name,
        "team_id": TEAM_ID,
        "user_id": BOT_USER_ID,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


@method("users.info")
def user(slack: Slack, arguments: Arguments) -> JSON:
    found = finding.person(slack, arguments.needed("user", "user_not_found"))
    return {"user": found.in_slack(email=reads_email(slack.manifest))}


@method("users.list")
def users(slack: Slack, arguments: Arguments) -> JSON:
    page, more = arguments.page(list(slack.workspace.people.values()), 200)
    return {"members": [person.in_slack(email=reads_email(slack.manifest)) for person in page]} | more


@method("users.profile.get")
def profile(slack: Slack, arguments: Arguments) -> JSON:
    found = finding.person(slack, arguments.text("user") or BOT_USER_ID)
    return {"profile": found.profile(email=reads_email(slack.manifest))}


@method("team.info")
def team(slack: Slack, _: Arguments) -> JSON:
    return {"team": {"id": TEAM_ID, "name": slack.workspace.team_name, "domain": TEAM_DOMAIN}}


@method("bots.info")
def bot(slack: Slack, arguments: Arguments) -> JSON:
    if arguments.text("bot", BOT_ID) != BOT_ID:
        raise SlackRefusal("bot_not_found")
    name = slack.workspace.bot.real_name
    return {"bot": {"id": BOT_ID, "deleted": False, "name": name, "app_id": APP_ID, "user_id": BOT_USER_ID}}


@method("apps.connections.open")
def open_connection(slack: Slack, _: Arguments) -> JSON:
    return {"url": slack.socket_url()}
