"""The sample principles of the demo."""

from datetime import timedelta

from bot.services.consent import Consent
from bot.services.manifesto import Manifesto
from bot.services.sample_principles import put_sample_principles
from storage.database import Database
from tests.conftest import TEAM
from tests.factories import NOW

PEOPLE = ["U0AMIRA", "U0BEN", "U0CERYS"]


def test_two_stand_and_one_is_being_decided(database: Database) -> None:
    put_sample_principles(database, TEAM, people=PEOPLE, channel_id="C1", now=NOW)
    manifesto = Manifesto(database)

    shown = manifesto.overview(TEAM, viewer="U1")
    texts = [one.principle.text for one in shown.principles] + [one.text for one in shown.proposals]
    assert [one.principle.number for one in shown.principles] == [1, 2]
    assert len(shown.proposals) == 1
    assert all("(sample)" in text.title for text in texts)
    adoption = manifesto.numbered(TEAM, 1).adoption
    assert adoption
    assert adoption.agreed == len(PEOPLE)


def test_the_open_one_goes_on_like_any_other(database: Database) -> None:
    put_sample_principles(database, TEAM, people=PEOPLE, channel_id="C1", now=NOW)

    assert Consent(database).write_due(TEAM, now=NOW) == 0
    assert Consent(database).write_due(TEAM, now=NOW + timedelta(days=8)) == 1
    assert len(Manifesto(database).published(TEAM)) == 3
