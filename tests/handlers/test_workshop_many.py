"""Many people at once, and many contributions."""

from concurrent.futures import ThreadPoolExecutor

from bot.domain.workshops import NewContribution
from tests.collab import Collab
from tests.handlers.workshop_steps import begins, board, leads, shows

CATEGORIES = ("Culture", "Tools", "Behaviours", "Decision Making", "Communication")


def contribute(collab: Collab, member: str, number: int) -> None:
    collab.services.contributing.keep(
        collab.team,
        1,
        by=member,
        written=[
            NewContribution(category=CATEGORIES[number % 5], text=f"Reason {number} of {member} " + "x" * 400)
        ],
        request=f"{member}:{number}",
        now=collab.slack.clock.now(),
    )


def test_a_hundred_contributions_of_forty_people_at_once(collab: Collab) -> None:
    begins(collab, shown="At once")
    jobs = [(f"U{number % 40:03}", number) for number in range(100)]
    with ThreadPoolExecutor(20) as pool:
        twice = [*jobs, *jobs[::3]]  # some are sent twice, at the same time
        list(pool.map(lambda job: contribute(collab, *job), twice))

    words = shows(collab)
    assert "100 contributions from 40 people." in words
    assert all(f"{name}: 20" in words for name in CATEGORIES)
    assert len({one.text for one in collab.services.workshops.state(collab.team, 1).contributions}) == 100


def test_five_hundred_contributions_can_all_be_read(collab: Collab) -> None:
    begins(collab, shown="At once")
    for number in range(500):
        contribute(collab, f"U{number % 40:03}", number)
    assert "500 contributions from 40 people." in shows(collab)

    window = board(collab).seen_by(collab.slack.person("dev")).click("Read them all").view
    read = turned = window.words
    while "Next" in window.buttons:
        window.click("Next")  # waits until the page is turned
        assert window.words != turned
        turned = window.words
        read += turned
    missing = [number for number in range(500) if f"Reason {number} of " not in read]
    assert missing == []

    leads(collab, "Move on to group")
    assert "2. Group (now)" in board(collab).words
    window = board(collab).seen_by(collab.slack.person("ben")).click("Change groups").view
    assert "Propose groups anew" in window.buttons
