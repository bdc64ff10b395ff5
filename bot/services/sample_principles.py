"""The sample principles of the demo: two that people agreed to, and one that they are being asked about."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain import consent as rules
from bot.domain.principles import Evidence, PrincipleText, Section
from bot.domain.rounds import Answer, Asking, Consent
from bot.services.manifesto import Manifesto
from storage.database import Database
from storage.transaction import Transaction

ADOPTED: Sequence[tuple[PrincipleText, Mapping[Section, str], tuple[Evidence, ...]]] = (
    (
        PrincipleText(
            title="Start with people (sample)",
            sentence="We ask those who will use a service, and those who will run it, before we decide what to build.",
            meaning="Residents and the staff who answer the phone are there from the first day.\n"
            "- We ask before we write a specification.\n- We show what we have, early and unfinished.",
        ),
        {
            Section.HOW_TO: "Sit beside somebody in the contact centre for a morning before you draw. (sample)",
            Section.EXAMPLES: "Ambleford (sample) rewrote its repairs form after three such mornings.",
        },
        (
            Evidence(title="Nobody asked the tenants (sample)"),
            Evidence(title="Staff found out on the day (sample)"),
        ),
    ),
    (
        PrincipleText(
            title="Share what did not work (sample)",
            sentence="We write down what we tried and stopped, so that others need not try it again.",
        ),
        {},
        (),
    ),
)
PROPOSED = PrincipleText(
    title="Leave nobody out (sample)",
    sentence="For everything that we put online there is somebody to talk to, and it works as well.",
    meaning="People who cannot or do not want to go online get the same service, in the same time.",
)
MOST_USERS = 3


def put_sample_principles(
    database: Database, workspace: str, *, people: Sequence[str], channel_id: str, now: datetime
) -> None:
    """Let these people (ids, three or more) have agreed to two principles, and be asked about a third in a channel."""
    with database.transaction(workspace) as tx:
        for number, (text, guidance, evidence) in enumerate(ADOPTED):
            began = now - timedelta(days=40 - 10 * number)
            asking = Asking(channel_id=channel_id, private=False, request=f"sample:{number}")
            principle_id = _adopted(tx, text, evidence, asking, people=people, began=began)
            for section, said in guidance.items():
                request = f"sample:{number}:{section}"
                tx.guidance.add(principle_id, section, said, by=people[0], at=began, request=request)
            if number == 0:
                items = [item.id for item in tx.items.newest(limit=MOST_USERS)]
                tx.principles.use([principle_id], items, by=people[0], at=now)
    asking = Asking(channel_id=channel_id, private=False, request="sample:proposed")
    Manifesto(database).propose(workspace, PROPOSED, by=people[1], asking=asking, now=now)


def _adopted(
    tx: Transaction,
    text: PrincipleText,
    evidence: Sequence[Evidence],
    asking: Asking,
    *,
    people: Sequence[str],
    began: datetime,
) -> int:
    principle_id = tx.principles.add(by=people[0], at=began, evidence=evidence)
    one = tx.rounds.add(
        rules.begun(asking, principle_id=principle_id, by=people[0], now=began), request=asking.request
    )
    version = tx.principles.add_version(principle_id, text, round_id=one.id, by=people[0], at=began)
    said = tuple(Consent(member_id=who, answer=Answer.AGREE, version=version, at=began) for who in people)
    answered = replace(one, version=version, consents=said)
    tx.rounds.put(one, rules.ended(answered, now=one.ends_at))
    tx.principles.adopt(principle_id, version, at=one.ends_at)
    return principle_id
