"""A card in a channel that Collab was not in."""

from tests.collab import Collab


def test_votes_count_in_a_public_channel_that_collab_was_not_in(collab: Collab) -> None:
    item = collab.has("Housing repairs online")
    place = collab.slack.add_channel("new-ideas", "amira", "ben", with_app=False)
    collab.services.interests.copy(
        collab.team,
        item.id,
        channel_id=place.id,
        by="U0BEN",
        note="",
        request="V1",
        now=collab.slack.clock.now(),
    )

    assert collab.delivers() == 1
    (card,) = collab.slack.posted("new-ideas")
    collab.slack.person("amira").reacts("+1", card)
    collab.slack.settle()

    assert "(1 vote)" in collab.slack.person("ben").types("/collab find repairs").words


def test_a_card_for_a_private_channel_without_collab_is_reported_to_whoever_copied_it(collab: Collab) -> None:
    item = collab.has("Housing repairs online")
    place = collab.slack.add_channel("closed", "amira", "ben", kind="private", with_app=False)
    collab.services.interests.copy(
        collab.team,
        item.id,
        channel_id=place.id,
        by="U0BEN",
        note="",
        request="V1",
        now=collab.slack.clock.now(),
    )

    collab.delivers()
    collab.delivers()
    collab.slack.refusals.clear()

    assert collab.slack.posted("closed") == []
    assert "could not post" in collab.slack.person("ben").inbox[-1].words
