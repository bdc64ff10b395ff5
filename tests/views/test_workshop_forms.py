"""The forms in which people contribute: what Slack takes, and what is read from them."""

from typing import Any

import pytest

from bot.data.formats import formats
from bot.domain.refusals import FieldProblem, InvalidContribution
from bot.domain.workshops import (
    MOST_CATEGORIES,
    SUBJECT_LIMIT,
    TEXT_LIMIT,
    Contribution,
    Format,
    FormatKey,
    NewContribution,
    Shown,
    Workshop,
    WorkshopPhase,
    WorkshopSettings,
)
from bot.views.workshop_advice import advice_view, to_make_better
from bot.views.workshop_answers import read_form
from bot.views.workshop_forms import contribution_form
from playground.client.forms import complete_state
from tests.factories import NOW
from tests.views.slack import elements, mrkdwn, taken_view, words
from tests.views.worst import FILLINGS, filled

PREMORTEM, HMW = formats()[FormatKey.PREMORTEM], formats()[FormatKey.HMW]
VALUE, CHECKIN = formats()[FormatKey.VALUE], formats()[FormatKey.CHECKIN]
SLOTS = {"action": "help", "who": "tenants", "what": "to book a repair", "outcome": "they are warm"}
SENTENCE = "How might we help tenants to book a repair so that they are warm?"
EMPTY = ""


def workshop(form: Format, *, subject: str = "Repairs online", **settings: Any) -> Workshop:
    return Workshop(
        id=7,
        format=form.key,
        subject=subject,
        channel_id="C1",
        facilitators=("U1",),
        settings=WorkshopSettings(**settings),
        phase=WorkshopPhase.GATHER,
        opened_at=NOW,
    )


def own(number: int = 42, **wanted: Any) -> Contribution:
    fields = {"category": "", "text": ""} | wanted
    return Contribution(id=number, workshop_id=7, author="U1", created_at=NOW, **fields)


OWN = {
    FormatKey.PREMORTEM: own(category="Tools", text="Nobody\ntested it"),
    FormatKey.HMW: own(text=SENTENCE, slots=SLOTS),
    FormatKey.VALUE: own(text="A privacy notice", saves=2500.0, saves_unit="pounds a year"),
    FormatKey.CHECKIN: own(category="Politics", text="An election", rating=-2),
}


def state_of(sent: dict[str, Any], **typed: str) -> dict[str, Any]:
    """What Slack says of a form when these fields (`text_new0`) were filled in; a menu by its option's value."""
    given: dict[str, Any] = {}
    for name, said in typed.items():
        field, _, entry = name.partition("_")
        block_id = f"{field}.{entry}"
        (block,) = [one for one in sent["blocks"] if one.get("block_id") == block_id]
        menu = {one["value"]: one for one in block["element"].get("options", ())}
        given[block_id] = {field: {"selected_option": menu[said]} if menu else {"value": said or None}}
    return complete_state(sent["blocks"], given)


def filled_in(form: Format, *, mine: tuple[Contribution, ...] = (), **typed: str) -> dict[str, Any]:
    return state_of(taken_view(contribution_form(form, workshop(form), own=mine)), **typed)


def written(
    form: Format, *, mine: tuple[Contribution, ...] = (), **typed: str
) -> tuple[NewContribution, ...]:
    return read_form(form, filled_in(form, mine=mine, **typed))[0]


def problems(form: Format, *, mine: tuple[Contribution, ...] = (), **typed: str) -> dict[str, str]:
    with pytest.raises(InvalidContribution) as refused:
        written(form, mine=mine, **typed)
    return {name: problem.code for name, problem in refused.value.problems.items()}


# ---------------------------------------------------------------- each kind


def test_up_to_three_texts_in_one_go() -> None:
    assert written(
        PREMORTEM,
        text_new0="Nobody owned it",
        category_new0="Culture",
        text_new2="  Two\nlines ",
        category_new2="Decision Making",
    ) == (
        NewContribution(category="Culture", text="Nobody owned it"),
        NewContribution(category="Decision Making", text="Two\nlines"),
    )


def test_the_categories_are_the_facilitators() -> None:
    view = taken_view(
        contribution_form(PREMORTEM, workshop(PREMORTEM, categories=("Money", "Time")), category="Time")
    )

    first, second, _ = (one for one in elements(view) if one["action_id"] == "category")
    assert [option["value"] for option in first["options"]] == ["Money", "Time"]
    assert first["initial_option"]["value"] == "Time"
    assert "initial_option" not in second


def test_slots_become_a_sentence() -> None:
    typed: dict[str, Any] = {f"{key}_new0": f"{said}." for key, said in SLOTS.items()}

    (one,) = written(HMW, **typed)

    assert one.text == SENTENCE
    assert one.slots == {key: f"{said}." for key, said in SLOTS.items()}


def test_an_outcome_can_wait() -> None:
    (one,) = written(HMW, action_new0="help", who_new0="tenants", what_new0="to rest")

    assert one.text == "How might we help tenants to rest?"


@pytest.mark.parametrize(
    ("amount", "unit", "saves", "counted_in"),
    [
        ("2,500", "pounds a year", 2500, "pounds a year"),
        ("£3k", "", 3000, "pounds a year"),
        ("half a day a week", "", 16.25, "hours a month"),
        ("", "", None, ""),
        ("", "hours a month", None, ""),
    ],
)
def test_a_wish_has_an_estimate_in_ones_own_words(
    amount: str, unit: str, saves: float | None, counted_in: str
) -> None:
    menu: dict[str, Any] = {"unit_new1": unit} if unit else {}

    (one,) = written(VALUE, text_new1="A  privacy notice", amount_new1=amount, **menu)

    assert one == NewContribution(text="A privacy notice", saves=saves, saves_unit=counted_in)


def test_there_is_room_for_three_wishes_and_no_more() -> None:
    view = taken_view(
        contribution_form(VALUE, workshop(VALUE), own=[OWN[FormatKey.VALUE], own(43, text="A map")])
    )

    boxes = [block["block_id"] for block in view["blocks"] if block.get("block_id", "").startswith("text.")]
    assert boxes == ["text.own42", "text.own43", "text.new0"]


def test_any_of_the_nine_may_be_rated_and_any_left_out() -> None:
    said: dict[str, Any] = {
        "rating_new.Standards and governance": "-1",
        "rating_new.Scope": "2",
        "note_new.Scope": "Small",
    }

    assert written(CHECKIN, **said | {"rating_new.Culture": "none"}) == (
        NewContribution(category="Standards and governance", rating=-1),
        NewContribution(category="Scope", text="Small", rating=2),
    )


def test_ratings_are_words_and_not_only_numbers() -> None:
    view = taken_view(contribution_form(CHECKIN, workshop(CHECKIN)))

    menu = next(one for one in elements(view) if one["action_id"] == "rating")
    assert [one["text"]["text"] for one in menu["options"]] == [
        "+2 · Drives us on a lot",
        "+1 · Drives us on a little",
        "0 · Neither holds back nor drives",
        "−1 · Holds us back a little",
        "−2 · Holds us back a lot",
        "Leave this one out",
    ]
    assert [one["value"] for one in menu["options"]] == ["2", "1", "0", "-1", "-2", "none"]
    labels = [block["label"]["text"] for block in view["blocks"] if block["type"] == "input"]
    assert labels[::2] == list(CHECKIN.categories)


# ---------------------------------------------------------------- one's own


@pytest.mark.parametrize("form", formats().values(), ids=list(formats()))
def test_what_one_wrote_before_comes_filled_in_and_is_read_back_as_the_same(form: Format) -> None:
    mine = OWN[form.key]

    (one,) = written(form, mine=(mine,))

    assert one.replaces == mine.id
    for name in ("category", "text", "slots", "rating", "saves", "saves_unit"):
        assert getattr(one, name) == getattr(mine, name)


@pytest.mark.parametrize(
    ("form", "emptied"),
    [
        (PREMORTEM, {"text_own42": ""}),
        (HMW, {f"{key}_own42": "" for key in SLOTS}),
        (VALUE, {"text_own42": "", "amount_own42": ""}),
        (CHECKIN, {"rating_own42.Politics": "none", "note_own42.Politics": ""}),
        (CHECKIN, {"rating_own42.Politics": "none"}),
    ],
    ids=lambda one: getattr(one, "key", ""),
)
def test_what_is_emptied_is_withdrawn(form: Format, emptied: dict[str, Any]) -> None:
    mine = (OWN[form.key],)

    assert written(form, mine=mine, **emptied) == ()
    assert read_form(form, filled_in(form, mine=mine, **emptied))[1] == (42,)
    assert read_form(form, filled_in(form, mine=mine))[1] == ()


def test_a_category_that_is_no_more_stays_with_what_was_written_in_it() -> None:
    (one,) = written(PREMORTEM, mine=(own(category="Weather", text="It rained"),))

    assert (one.category, one.text) == ("Weather", "It rained")


def test_made_better_there_is_room_for_nothing_else() -> None:
    view = taken_view(contribution_form(HMW, workshop(HMW), own=[OWN[FormatKey.HMW]], adding=False))

    assert [one["action_id"] for one in elements(view)] == list(SLOTS)


# ---------------------------------------------------------------- what is wrong


@pytest.mark.parametrize(
    ("form", "typed", "wrong"),
    [
        (PREMORTEM, {}, {"text.new0": "missing"}),
        (PREMORTEM, {"category_new0": "Tools"}, {"text.new0": "missing"}),
        (PREMORTEM, {"text_new1": "It broke"}, {"category.new1": "not_chosen"}),
        (
            PREMORTEM,
            {"text_new0": "x" * 501, "category_new0": "Tools", "text_new1": "y"},
            {"text.new0": "too_long", "category.new1": "not_chosen"},
        ),
        (HMW, {}, {"action.new0": "missing"}),
        (
            HMW,
            {"outcome_new0": "they cope"},
            dict.fromkeys(["action.new0", "who.new0", "what.new0"], "missing"),
        ),
        (HMW, {"action_new0": "help", "who_new0": "us", "what_new0": "x" * 400}, {"what.new0": "too_long"}),
        (VALUE, {}, {"text.new0": "missing"}),
        (VALUE, {"amount_new0": "5 hours"}, {"text.new0": "missing"}),
        (VALUE, {"text_new0": "A map", "amount_new0": "lots"}, {"amount.new0": "not_an_estimate"}),
        (VALUE, {"text_new0": "A map", "amount_new0": "2,500"}, {"unit.new0": "not_chosen"}),
        (CHECKIN, {}, {"rating.new.Culture": "not_chosen"}),
        (CHECKIN, {"note_new.Scope": "Why?"}, {"rating.new.Scope": "not_chosen"}),
        (CHECKIN, {"note_new.Scope": "Why?", "rating_new.Scope": "none"}, {"rating.new.Scope": "not_chosen"}),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    form: Format, typed: dict[str, Any], wrong: dict[str, str]
) -> None:
    assert problems(form, **typed) == wrong
    assert set(wrong) <= set(filled_in(form)), "a field that the form has"


def test_a_null_character_that_no_database_keeps_is_dropped() -> None:
    (one,) = written(PREMORTEM, text_new0="a\0b", category_new0="Tools")

    assert one.text == "ab"


def test_too_long_says_how_long_it_may_be() -> None:
    with pytest.raises(InvalidContribution) as refused:
        written(PREMORTEM, text_new0="x" * 501, category_new0="Tools")

    assert refused.value.problems["text.new0"] == FieldProblem(code="too_long", limit=TEXT_LIMIT)


# ---------------------------------------------------------------- what people are told


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({}, "Others see what you write when gathering ends. Your name is kept with it."),
        (
            {"anonymous": True, "shown": Shown.AT_ONCE},
            "Others see what you write at once. No name is kept with it.",
        ),
    ],
)
def test_it_says_who_will_see_it(settings: dict[str, Any], said: str) -> None:
    assert said in words(taken_view(contribution_form(PREMORTEM, workshop(PREMORTEM, **settings))))


def test_what_others_found_is_offered() -> None:
    view = taken_view(contribution_form(PREMORTEM, workshop(PREMORTEM), hints=["<!here> nobody\nowned it"]))

    assert "• &lt;!here&gt; nobody owned it" in mrkdwn(view)


@pytest.mark.parametrize("filling", FILLINGS.values(), ids=list(FILLINGS))
@pytest.mark.parametrize("form", formats().values(), ids=list(formats()))
def test_slack_takes_the_worst_form(form: Format, filling: str) -> None:
    names = tuple(f"{number}{filled(filling, 74)}" for number in range(MOST_CATEGORIES))
    most = form.most_each or (10 if form is CHECKIN else 60)
    mine = [
        own(
            2_147_483_000 + number,
            category=names[number % 10],
            text=filled(filling, TEXT_LIMIT),
            slots={slot.key: filled(filling, 110) for slot in form.slots},
            rating=2,
            saves=1e9,
            saves_unit="pounds a year",
        )
        for number in range(most)
    ]
    asked = workshop(form, subject=filled(filling, SUBJECT_LIMIT), categories=names)

    for adding in (True, False):
        view = contribution_form(
            form, asked, own=mine, hints=[filled(filling, TEXT_LIMIT)] * 20, adding=adding
        )
        sent = taken_view(view)
        assert "<!channel>" not in mrkdwn(sent)
        assert [one.replaces for one in read_form(form, complete_state(sent["blocks"], {}))[0]]


# ---------------------------------------------------------------- the advice


def test_a_good_question_is_only_shown() -> None:
    view = taken_view(advice_view(HMW, workshop(HMW), [OWN[FormatKey.HMW]]))

    assert SENTENCE in words(view)
    assert "submit" not in view
    assert view["close"]["text"] == "Close"


def test_a_weak_question_can_be_kept_or_made_better() -> None:
    weak = own(
        43,
        text="How might we build residents an app?",
        slots={"action": "build", "who": "residents", "what": "an app"},
    )

    view = taken_view(advice_view(HMW, workshop(HMW), [OWN[FormatKey.HMW], weak]))

    assert (view["submit"]["text"], view["close"]["text"]) == ("Make it better", "Keep as it is")
    assert to_make_better(view["private_metadata"]) == (7, (43,))
    assert "2 things that may make it better:" in words(view)
    assert "*A solution already?* This may name a solution already" in words(view)


@pytest.mark.parametrize("filling", FILLINGS.values(), ids=list(FILLINGS))
def test_slack_takes_the_worst_advice(filling: str) -> None:
    bad = {
        "action": f"an app and to force {filling}",
        "who": "everybody",
        "what": f"AI? {filling}",
        "outcome": "",
    }
    saved = [own(number, text=filled(filling, TEXT_LIMIT), slots=bad) for number in range(30)]

    sent = taken_view(advice_view(HMW, workshop(HMW), saved))

    assert "<!channel>" not in mrkdwn(sent)
