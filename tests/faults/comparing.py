"""What Slack shows beside what the database says. Each difference is a sentence."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clockwork import all_renderers
from bot.domain.notices import Notice, NoticeState
from bot.domain.votes import folded
from bot.domain.workshop_votes import Choice
from playground.values import BOT_USER_ID, JSON, Message
from storage.models import NoticeRow, VoteRow, WorkshopMessageRow
from storage.notices import _to_notice
from tests.faults.life import CHOSEN
from tests.faults.world import DIGESTS, READER, TEAM, World, reacted

Votes = dict[tuple[str, str], set[tuple[str, str]]]
"""By channel and `ts`: who voted, and with which emoji."""


def differences(world: World) -> list[str]:
    """How the two differ, all in all."""
    notices = _notices(world)
    return [
        *_of_notices(world, notices),
        *_of_digests(world, notices),
        *_of_votes(world, notices),
        *_of_workshop_votes(world),
        *_of_what_is_kept_up_to_date(world, notices),
    ]


def _notices(world: World) -> list[NoticeRow]:
    with Session(world.database.engine) as session:
        return list(session.scalars(select(NoticeRow).order_by(NoticeRow.id)))


def _of_notices(world: World, notices: list[NoticeRow]) -> Iterator[str]:
    """Each is there once, where we think it is; or it is not there, and we know that."""
    there: defaultdict[str, list[Message]] = defaultdict(list)
    for key, message in world.signed():
        there[key].append(message)
    known = {row.key: row for row in notices}
    for key, messages in there.items():
        if len(messages) > 1:
            yield f"{key} is in Slack {len(messages)} times"
        if key not in known:
            yield f"{key} is in Slack, and nobody owed it"
    for row in notices:
        yield from _of_one(world, row, there.get(row.key, []))
    failed = {
        row.recipient for row in notices if row.state == NoticeState.FAILED and "," not in row.recipient
    }
    told = Counter(
        row.subject["recipient"] for row in notices if row.kind == "undelivered" and row.message_ts
    )
    for recipient in failed:
        if told[recipient] != 1:
            yield f"what could not be posted in {recipient} was told {told[recipient]} times"


def _of_one(world: World, row: NoticeRow, found: list[Message]) -> Iterator[str]:
    match NoticeState(row.state):
        case NoticeState.SENT:
            if (row.channel_id, row.message_ts) not in {(one.channel, one.ts) for one in found}:
                yield f"{row.key} is said to be at {row.channel_id} {row.message_ts}, and is not"
            if found and not _is_recipient(world, row.recipient, found[0].channel):
                yield f"{row.key} is for {row.recipient}, and in {found[0].channel}"
        case NoticeState.DROPPED:
            if found:
                yield f"{row.key} is said to be dropped, and is in Slack"
        case NoticeState.FAILED:
            if found or row.error != "is_archived" or not world.slack.channel(row.recipient).is_archived:
                yield f"{row.key} failed: {row.error}; it is in Slack {len(found)} times"
        case NoticeState.PENDING if row.due_at > world.clock.now():
            pass
        case _:
            yield f"{row.key} is still {row.state}: {row.error}"


def _is_recipient(world: World, recipient: str, channel_id: str) -> bool:
    if recipient == channel_id:
        return True
    wanted = {*recipient.split(","), BOT_USER_ID}
    return set(world.slack.channel(channel_id).members) == wanted


def _of_digests(world: World, notices: list[NoticeRow]) -> Iterator[str]:
    """It was Monday once, and there is something new: one digest for each channel, and for who wants one."""
    sent = Counter(row.recipient for row in notices if row.kind == "digest" and row.state == "sent")
    shown = Counter(message.channel for key, message in world.signed() if key.startswith("digest:"))
    wanted = {world.slack.channel(name).id: world.slack.channel(name).id for name in DIGESTS}
    wanted[READER] = world.slack.channel(READER.replace("U", "D", 1)).id
    for recipient, channel_id in wanted.items():
        if (shown[channel_id], sent[recipient]) != (1, 1):
            yield f"{recipient} has {shown[channel_id]} digests, and the database says {sent[recipient]}"


def _of_votes(world: World, notices: list[NoticeRow]) -> Iterator[str]:
    """Every vote counts as Slack shows it, and the tally of an item is that of all its cards."""
    with Session(world.database.engine) as session:
        standing = {
            (row.channel_id, row.message_ts): row for row in session.scalars(select(WorkshopMessageRow))
        }
        kept: defaultdict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
        for row in session.scalars(select(VoteRow).where(VoteRow.added)):
            kept[row.channel_id, row.message_ts].add((row.member_id, row.emoji))
    cards = {row.key: row.subject["item"] for row in notices if row.kind == "card"}
    totals: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
    for key, message in world.signed():
        votes = _votes(message)
        if key in cards:
            for member, emoji in votes:
                totals[cards[key], folded(emoji)].add(member)
        choice = standing.get((message.channel, message.ts))
        ended = choice is not None and choice.workshop_id in world.ended
        if (found := kept[message.channel, message.ts]) != votes and not ended and (key in cards or choice):
            yield (
                f"votes for {key}: Slack shows {sorted(votes - found)} more, "
                f"and the database has {sorted(found - votes)} more"
            )
    with world.database.reading(TEAM) as tx:
        tallies = tx.votes.tallies([item.id for item in world.items], emoji=CHOSEN.vote_emoji)
    for item in world.items:
        said = dict(tallies[item.id].counts) if item.id in tallies else {}
        shown = {emoji: len(totals[item.id, emoji]) for emoji in CHOSEN.vote_emoji if totals[item.id, emoji]}
        if said != shown:
            yield f"votes for “{item.title}”: the database says {said}, Slack shows {shown}"


def _votes(message: Message) -> set[tuple[str, str]]:
    return {
        (user, name)
        for name, users in reacted(message).items()
        if folded(name) in CHOSEN.vote_emoji
        for user in users
    }


def _of_workshop_votes(world: World) -> Iterator[str]:
    """Who voted for a choice in a thread counts once for it, after voting has ended too."""
    with Session(world.database.engine) as session:
        places = list(session.scalars(select(WorkshopMessageRow)))
    shown = {(message.channel, message.ts): message for _, message in world.signed()}
    for workshop in (world.gathering, world.voting):
        voters: defaultdict[Choice, set[str]] = defaultdict(set)
        for row in places:
            if row.workshop_id == workshop and (message := shown.get((row.channel_id, row.message_ts))):
                choice = Choice(contribution_id=row.contribution_id, group_id=row.group_id)
                voters[choice] |= {member for member, _ in _votes(message)}
        counts = world.services.workshop_votes.counts(TEAM, workshop)
        said = {
            **{Choice(contribution_id=one): n for one, n in counts.contributions.items()},
            **{Choice(group_id=one): n for one, n in counts.groups.items()},
        }
        seen = {choice: len(members) for choice, members in voters.items() if members}
        if said != seen:
            yield f"votes in workshop {workshop}: the database says {_words(said)}, Slack shows {_words(seen)}"


def _words(counts: dict[Choice, int]) -> dict[str, int]:
    return {str(choice): counts[choice] for choice in sorted(counts, key=str)}


def _of_what_is_kept_up_to_date(world: World, notices: list[NoticeRow]) -> Iterator[str]:
    """A message that is kept up to date shows what is so now."""
    shown = dict(world.signed())
    heads = {row.key: str(row.message_ts) for row in notices if row.message_ts}
    render = all_renderers(world.services)
    for row in notices:
        message = shown.get(row.key)
        if not row.refreshes or message is None:
            continue
        notice: Notice = _to_notice(row, heads)
        wanted = render[notice.kind](TEAM, notice, world.clock.now())
        if wanted is None:
            continue
        payload = wanted.payload()
        if (message.text, _blocks(message)) != (payload["text"], payload.get("blocks", [])):
            yield f"{row.key} is not up to date in Slack"


def _blocks(message: Message) -> list[JSON]:
    """A message's blocks as we sent them: Slack gives an id to those that had none."""
    return [
        {name: value for name, value in block.items() if name != "block_id" or not value.startswith("auto")}
        for block in message.blocks or []
    ]
