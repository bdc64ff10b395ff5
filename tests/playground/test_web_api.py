"""The Web API: what each method answers and refuses."""

import json
import urllib.parse
import urllib.request
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from playground import Playground
from playground.web_api.methods import METHODS
from tests.playground.conftest import SCOPES, manifest
from tests.playground.test_blocks import section

JSON = dict[str, Any]


def refused(call: Any, **arguments: Any) -> str:
    """The error of a call that must be refused."""
    with pytest.raises(SlackApiError) as raised:
        call(**arguments)
    return str(raised.value.response["error"])


def post(slack: Playground, method: str, body: bytes, **headers: str) -> JSON:
    request = urllib.request.Request(slack.api_url + method, body, headers=headers)
    with urllib.request.urlopen(request) as answer:
        read: JSON = json.load(answer)
        return read


@pytest.mark.parametrize(
    ("token", "error"),
    [
        pytest.param("", "not_authed", id="none"),
        pytest.param("xoxb-other", "invalid_auth", id="another app's"),
        pytest.param("xapp-playground", "not_allowed_token_type", id="the app-level one"),
    ],
)
def test_tokens(slack: Playground, token: str, error: str) -> None:
    assert post(slack, "auth.test", b"", Authorization=f"Bearer {token}")["error"] == error


def test_unknown_methods(slack: Playground, client: WebClient) -> None:
    assert refused(client.api_call, api_method="chat.shout") == "unknown_method"


def test_a_form_and_json_say_the_same(slack: Playground) -> None:
    said = {"channel": "C0DATA", "text": "hello", "blocks": json.dumps([section("hello")])}
    form = post(
        slack,
        "chat.postMessage",
        urllib.parse.urlencode(said).encode(),
        Authorization="Bearer xoxb-playground",
    )
    body = json.dumps({**said, "blocks": [section("hello")]}).encode()
    other = post(
        slack,
        "chat.postMessage",
        body,
        **{"Authorization": "Bearer xoxb-playground", "Content-Type": "application/json; charset=utf-8"},
    )

    first, second = form["message"]["blocks"][0], other["message"]["blocks"][0]
    assert first["text"] == second["text"]


def test_who_the_app_is(slack: Playground, client: WebClient) -> None:
    answer = client.auth_test()

    assert (answer["team"], answer["user"]) == ("Local Digital (sample)", "helper")
    assert answer.headers["x-oauth-scopes"].split(",") == sorted(SCOPES.split())
    assert client.bots_info(bot=answer["bot_id"])["bot"]["user_id"] == answer["user_id"]


def test_missing_scopes_say_what_is_needed_and_what_there_is() -> None:
    with Playground.start(manifest(scopes="commands channels:read", events="")) as slack:
        client = WebClient(slack.bot_token, base_url=slack.api_url)
        with pytest.raises(SlackApiError) as raised:
            client.chat_postMessage(channel="C0DATA", text="a")

        assert raised.value.response["error"] == "missing_scope"
        assert raised.value.response["needed"] == "chat:write"
        assert raised.value.response["provided"] == "channels:read,commands"
        assert refused(client.conversations_list, types="private_channel") == "missing_scope"
        assert refused(client.conversations_info, channel="D0BEN") == "missing_scope"
        assert client.conversations_info(channel="C0DATA")["channel"]["name"] == "data"


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        pytest.param("", "channel_not_found", id="none"),
        pytest.param("C0NOWHERE", "channel_not_found", id="unknown"),
        pytest.param("C0LEADS", "channel_not_found", id="private, and the app is not in it"),
        pytest.param("C0PLANNING", "not_in_channel", id="public, and the app is not in it"),
        pytest.param("C0HOUSING", "is_archived", id="archived"),
    ],
)
def test_where_the_app_may_not_post(slack: Playground, client: WebClient, channel: str, error: str) -> None:
    slack.remove_app("planning")
    slack.archive("housing")

    assert refused(client.chat_postMessage, channel=channel, text="a") == error


def test_public_channels_are_open_to_who_has_the_scope() -> None:
    with Playground.start(manifest(scopes=SCOPES + " chat:write.public")) as slack:
        slack.remove_app("planning")
        client = WebClient(slack.bot_token, base_url=slack.api_url)

        assert client.chat_postMessage(channel="#planning", text="a")["channel"] == "C0PLANNING"
        assert refused(client.conversations_history, channel="C0PLANNING") == "not_in_channel"


def test_a_message_is_posted_changed_and_deleted(slack: Playground, client: WebClient) -> None:
    sent = client.chat_postMessage(channel="C0DATA", text="first", blocks=[section("first")])
    client.chat_update(channel="C0DATA", ts=sent["ts"], text="second")
    (message,) = slack.posted("data")

    assert message.text == "second"
    assert message.words == "first"  # blocks that are not named stay
    client.chat_update(channel="C0DATA", ts=sent["ts"], text="third", blocks=[])
    assert message.words == "third"
    client.chat_delete(channel="C0DATA", ts=sent["ts"])
    assert message.is_deleted
    assert refused(client.chat_delete, channel="C0DATA", ts=sent["ts"]) == "message_not_found"


def test_the_app_changes_only_its_own(slack: Playground, client: WebClient) -> None:
    message = slack.person("amira").posts("mine", "data")

    assert refused(client.chat_update, channel="C0DATA", ts=message.ts, text="yours") == "cant_update_message"
    assert refused(client.chat_delete, channel="C0DATA", ts=message.ts) == "cant_delete_message"


def test_an_update_takes_4000_characters(slack: Playground, client: WebClient) -> None:
    ts = client.chat_postMessage(channel="C0DATA", text="x" * 40_000)["ts"]

    assert refused(client.chat_update, channel="C0DATA", ts=ts, text="x" * 4001) == "msg_too_long"


def test_bad_blocks_are_named_by_their_path(slack: Playground, client: WebClient) -> None:
    with pytest.raises(SlackApiError) as raised:
        client.chat_postMessage(channel="C0DATA", text="a", blocks=[section("x" * 3001)])

    assert raised.value.response["error"] == "invalid_blocks"
    assert raised.value.response["response_metadata"]["messages"] == [
        "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    ]
    (refusal,) = slack.refusals
    assert (refusal.where, refusal.error) == ("chat.postMessage", "invalid_blocks")


def test_threads_and_broadcasts(slack: Playground, client: WebClient) -> None:
    head = client.chat_postMessage(channel="C0DATA", text="head")["ts"]
    client.chat_postMessage(channel="C0DATA", text="reply", thread_ts=head)
    client.chat_postMessage(channel="C0DATA", text="loud", thread_ts=head, reply_broadcast=True)

    replies = client.conversations_replies(channel="C0DATA", ts=head)["messages"]
    assert [message["text"] for message in replies] == ["head", "reply", "loud"]
    assert (replies[0]["reply_count"], replies[0]["latest_reply"]) == (2, replies[2]["ts"])
    assert [message.text for message in slack.posted("data")] == ["head", "loud"]
    assert refused(client.chat_postMessage, channel="C0DATA", text="a", thread_ts="1.2") == "thread_not_found"


def test_history_is_paged_newest_first_with_metadata_on_request(slack: Playground, client: WebClient) -> None:
    client.conversations_open(users="U0AMIRA")
    metadata = {"event_type": "digest", "event_payload": {"key": "k1"}}
    sent = [
        client.chat_postMessage(channel="D0AMIRA", text=str(n), metadata=metadata)["ts"] for n in range(5)
    ]
    first = client.conversations_history(channel="D0AMIRA", limit=2, include_all_metadata=True)
    rest = client.conversations_history(
        channel="D0AMIRA", limit=10, cursor=first["response_metadata"]["next_cursor"]
    )

    assert [message["text"] for message in first["messages"]] == ["4", "3"]
    assert first["messages"][0]["metadata"] == metadata
    assert first["has_more"] is True
    assert [message["text"] for message in rest["messages"]] == ["2", "1", "0"]
    assert "metadata" not in rest["messages"][0]
    assert rest["has_more"] is False
    between = client.conversations_history(channel="D0AMIRA", oldest=sent[1], latest=sent[3])
    assert [message["text"] for message in between["messages"]] == ["2"]
    between = client.conversations_history(channel="D0AMIRA", oldest=sent[1], latest=sent[3], inclusive=True)
    assert [message["text"] for message in between["messages"]] == ["3", "2", "1"]


@pytest.mark.parametrize(
    "metadata", [{"event_type": "a"}, {"event_payload": {}}, {"event_type": 1, "event_payload": {}}]
)
def test_metadata_has_a_form(client: WebClient, metadata: JSON) -> None:
    error = refused(client.chat_postMessage, channel="C0DATA", text="a", metadata=metadata)

    assert error == "invalid_metadata_format"


def test_ephemeral_messages_need_a_reader_who_is_there(slack: Playground, client: WebClient) -> None:
    slack.invite_app("leads")
    client.chat_postEphemeral(channel="C0LEADS", user="U0BEN", text="psst")

    assert "psst" in [message.text for message in slack.person("ben").sees("leads")]
    assert "psst" not in [message.text for message in slack.person("amira").sees("leads")]
    error = refused(client.chat_postEphemeral, channel="C0LEADS", user="U0CERYS", text="psst")
    assert error == "user_not_in_channel"


def test_an_ephemeral_message_is_not_in_the_history(slack: Playground, client: WebClient) -> None:
    ts = client.chat_postEphemeral(channel="C0DATA", user="U0BEN", text="psst")["message_ts"]

    assert "psst" not in [m["text"] for m in client.conversations_history(channel="C0DATA")["messages"]]
    assert refused(client.chat_update, channel="C0DATA", ts=ts, text="a") == "message_not_found"


def test_permalinks(slack: Playground, client: WebClient) -> None:
    message = slack.person("amira").posts("head", "data")
    reply = slack.person("ben").posts("reply", "data", thread=message)

    link = client.chat_getPermalink(channel="C0DATA", message_ts=message.ts)["permalink"]
    assert link == f"{slack.url}/archives/C0DATA/p{message.ts.replace('.', '')}"
    link = client.chat_getPermalink(channel="C0DATA", message_ts=reply.ts)["permalink"]
    assert link.endswith(f"?thread_ts={message.ts}&cid=C0DATA")


def test_channels_and_members(slack: Playground, client: WebClient) -> None:
    public = client.conversations_list(limit=3)
    rest = client.conversations_list(limit=100, cursor=public["response_metadata"]["next_cursor"])
    everything = client.conversations_list(types="public_channel,private_channel,im")["channels"]

    assert [channel["name"] for channel in public["channels"]] == ["general", "housing", "planning"]
    assert len(rest["channels"]) == 4
    assert "leads" not in [channel.get("name") for channel in everything]
    assert {channel["user"] for channel in everything if channel["is_im"]} >= {"U0AMIRA", "U0JO"}
    assert "U0HANNAH" in client.conversations_members(channel="C0DATA")["members"]
    mine = client.users_conversations(user="U0AMIRA", types="public_channel")["channels"]
    assert len(mine) == 7
    assert refused(client.conversations_info, channel="C0LEADS") == "channel_not_found"
    assert refused(client.conversations_list, types="nonsense") == "invalid_types"


def test_joining_a_public_channel(slack: Playground, client: WebClient) -> None:
    slack.remove_app("data")

    assert client.conversations_join(channel="C0DATA")["channel"]["is_member"] is True
    assert refused(client.conversations_join, channel="C0LEADS") == "channel_not_found"


def test_opening_conversations(slack: Playground, client: WebClient) -> None:
    direct = client.conversations_open(users="U0BEN", return_im=True)
    group = client.conversations_open(users=["U0BEN", "U0AMIRA"])["channel"]["id"]
    nine = [slack.add_person(f"p{n}").id for n in range(9)]

    assert direct["channel"]["id"] == "D0BEN"
    assert direct["already_open"] is True
    assert client.conversations_open(users="U0AMIRA,U0BEN")["channel"]["id"] == group
    assert refused(client.conversations_open, users=nine) == "too_many_users"
    assert refused(client.conversations_open, users="U0NOBODY") == "user_not_found"
    client.chat_postMessage(channel=group, text="hello both")
    assert [message.text for message in slack.person("ben").sees(group)] == ["hello both"]


@pytest.mark.parametrize("allowed", [True, False], ids=["allowed", "not allowed"])
def test_an_address_is_only_for_an_app_that_may_read_it(*, allowed: bool) -> None:
    scopes = f"{SCOPES} users.profile:read" + (" users:read.email" if allowed else "")
    with Playground.start(manifest(scopes=scopes)) as slack:
        client = WebClient(token=slack.bot_token, base_url=slack.api_url)
        amira = client.users_info(user="U0AMIRA")["user"]["profile"]
        listed = client.users_list()["members"][0]["profile"]
        profile = client.users_profile_get(user="U0AMIRA")["profile"]

    expected = "amira.hassan@ambleford.example" if allowed else None
    assert [one.get("email") for one in (amira, listed, profile)] == [expected] * 3


def test_people(slack: Playground, client: WebClient) -> None:
    slack.add_person("nadia", "Nadia Rahman", "Analyst (sample)")

    user = client.users_info(user="U0AMIRA")["user"]
    assert (user["name"], user["real_name"], user["tz"]) == ("amira", "Amira Hassan", "Europe/London")
    assert user["profile"]["title"] == "Service designer, Ambleford (sample)"
    members = client.users_list()["members"]
    assert "nadia" in [member["name"] for member in members]
    assert [member["name"] for member in members if member["is_bot"]] == ["helper"]
    assert refused(client.users_info, user="U0NOBODY") == "user_not_found"


def test_reactions(slack: Playground, client: WebClient) -> None:
    message = slack.person("amira").posts("Vote", "data")
    for name in ("amira", "ben", "cerys", "dev", "eilidh", "farah"):
        slack.person(name).reacts("+1", message)
    client.reactions_add(channel="C0DATA", timestamp=message.ts, name="thumbsup")

    few = client.reactions_get(channel="C0DATA", timestamp=message.ts)["message"]["reactions"][0]
    full = client.reactions_get(channel="C0DATA", timestamp=message.ts, full=True)["message"]["reactions"][0]
    assert (few["count"], len(few["users"])) == (7, 5)
    assert (full["count"], len(full["users"])) == (7, 7)
    again = {"channel": "C0DATA", "timestamp": message.ts}
    assert refused(client.reactions_add, name="+1", **again) == "already_reacted"
    assert refused(client.reactions_add, name="nonsense", **again) == "invalid_name"
    client.reactions_remove(name="+1", **again)
    assert refused(client.reactions_remove, name="+1", **again) == "no_reaction"
    assert client.reactions_list(user="U0BEN")["items"][0]["message"]["ts"] == message.ts


def test_a_picture_is_uploaded_shared_and_used(slack: Playground, client: WebClient) -> None:
    picture = b"\x89PNG\r\n\x1a\n-not-really"
    shared = client.files_upload_v2(
        content=picture, filename="board.png", title="Board", channel="C0DATA", initial_comment="Look"
    )
    file_id = shared["files"][0]["id"]
    image = {"type": "image", "slack_file": {"id": file_id}, "alt_text": "A board"}
    client.chat_postMessage(channel="C0DATA", text="in a block", blocks=[image])

    first, second = slack.posted("data")
    assert (first.text, first.files[0]["title"]) == ("Look", "Board")
    assert second.words == "A board"
    with urllib.request.urlopen(f"{slack.url}/files/{file_id}") as answer:
        assert answer.read() == picture
        assert answer.headers["Content-Type"] == "image/png"


def test_a_picture_that_is_not_there_is_refused(client: WebClient) -> None:
    image = {"type": "image", "slack_file": {"id": "F404"}, "alt_text": "Nothing"}

    assert refused(client.chat_postMessage, channel="C0DATA", text="a", blocks=[image]) == "invalid_blocks"


def test_every_method_answers_json_whatever_it_is_asked(slack: Playground) -> None:
    """No arguments at all are refused in Slack's way, or fine; never a broken server."""
    for method in METHODS:
        token = slack.app_token if method == "apps.connections.open" else slack.bot_token
        answer = post(
            slack, method, b"{}", Authorization=f"Bearer {token}", **{"Content-Type": "application/json"}
        )
        assert answer["ok"] or answer["error"], method
