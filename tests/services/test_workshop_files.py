"""What goes out of a workshop as a file."""

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest

from bot.domain.trello import from_trello
from bot.domain.workshop_results import FileKind
from bot.domain.workshops import Action, Format
from bot.services.workshop_files import as_csv, as_markdown, workshop_file
from tests.factories import NOW
from tests.workshops import CHECKIN, HMW, PREMORTEM, VALUE, state, workshop, written

ACTION = Action(
    id=1, workshop_id=7, text="Name an owner", owner_id="U9", due_on=date(2026, 12, 1), about="No owner"
)
PREMORTEM_STATE = replace(
    state(
        written(1, "Nobody owned it", "Culture", group_id=1),
        written(2, "No owner", "Culture", group_id=1),
        written(3, "Jargon", "Communication", author="U0AMIRA"),
        votes={3: 2},
        groups={1: "No owner"},
        group_votes={1: 5},
    ),
    actions=(ACTION, replace(ACTION, id=2, text="Done", about="", done_at=NOW, owner_id="U8")),
)
NAMES = {"U1": "Sam (sample)", "U9": "Amira (sample)", "U0AMIRA": "Jo (sample)"}


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_markdown_has_the_results_by_category_all_that_was_said_and_what_to_do() -> None:
    assert (
        as_markdown(PREMORTEM, PREMORTEM_STATE, NAMES)
        == """\
# Pre-mortem: Repairs together (sample)

It is a year from now and this went badly. What happened?

Opened 18 November 2026, closed 18 November 2026. 3 contributions, 7 votes.

## Culture

1. No owner – 5 votes
    - Nobody owned it
    - No owner

## Communication

1. Jargon – 2 votes

## What we decided to do

- [ ] Name an owner – Amira (sample), by 1 December 2026 (about: No owner)
- [x] Done – by 1 December 2026
"""
    )


def test_nobodys_words_are_marks_of_markdowns() -> None:
    said = [
        "# Not a heading",
        "[link](https://example.org)",
        "<script>",
        "1. one",
        "- dash",
        "a * b _c_ `d` | e & f",
    ]
    text = as_markdown(PREMORTEM, state(*(written(n, one) for n, one in enumerate(said, start=1))))

    for one in (
        r"\# Not",
        r"\[link\](https",
        r"\<script\>",
        r"1\. one",
        r"\- dash",
        r"a \* b \_c\_ \`d\` \| e \& f",
    ):
        assert f"- {one}" in text


def test_a_tie_is_called_one() -> None:
    text = as_markdown(PREMORTEM, state(written(1, "a"), written(2, "b"), votes={1: 1, 2: 1}))

    assert "1. a – 1 vote, a tie\n1. b – 1 vote, a tie" in text


def test_a_checkin_says_mean_and_spread_and_every_note() -> None:
    said = [
        written(1, "we talk", "Culture", rating=2),
        replace(written(2, category="Culture", rating=-1), text=""),
        written(3, "no laptops", "Technology", rating=-2),
    ]

    text = as_markdown(CHECKIN, state(*said, of=workshop(CHECKIN)))

    assert "## Culture\n\nMean +0.5, spread 1.5, 2 ratings.\n\n- +2: we talk\n" in text
    assert "## Technology\n\nMean -2.0, spread 0.0, 1 rating.\n\n- -2: no laptops\n" in text
    assert "## Politics\n\nNobody rated this.\n" in text


def test_wishes_say_what_they_would_save_and_sentences_have_their_parts() -> None:
    wish = written(1, "A template", saves=4.5, saves_unit="hours a month")
    question = written(1, "How might we …?", slots={"action": "support", "who": "=councils"})

    assert "- A template (would save 4.5 hours a month)" in as_markdown(
        VALUE, state(wish, of=workshop(VALUE))
    )
    (row,) = rows(as_csv(VALUE, state(wish, of=workshop(VALUE))))
    assert (row["would save"], row["unit"]) == ("4.5", "hours a month")
    (row,) = rows(as_csv(HMW, state(question, of=workshop(HMW))))
    assert (row["What we would do"], row["For whom"], row["So that"]) == ("support", "'=councils", "")


def test_csv_has_a_row_a_contribution() -> None:
    first, second, third = rows(as_csv(PREMORTEM, PREMORTEM_STATE, NAMES))

    assert first == {
        "category": "Culture",
        "contribution": "Nobody owned it",
        "votes": "0",
        "group": "No owner",
        "group votes": "5",
        "rank": "1",
        "written": "2026-11-18",
        "by": "Sam (sample)",
    }
    assert (second["contribution"], second["by"]) == ("No owner", "")
    assert (third["group"], third["group votes"], third["votes"], third["by"]) == ("", "", "2", "Jo (sample)")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\uff1d", "'="])
def test_no_cell_is_a_formula(start: str) -> None:
    text = f"{start}HYPERLINK(1)"
    (row,) = rows(as_csv(PREMORTEM, state(written(1, text, category=text, group_id=1), groups={1: text})))

    assert {row["contribution"], row["category"], row["group"]} == {f"'{text}"}


def test_a_rating_below_nothing_stays_a_number() -> None:
    (row,) = rows(as_csv(CHECKIN, state(written(1, rating=-2), of=workshop(CHECKIN))))

    assert row["rating"] == "-2"


def test_nobody_is_named_where_all_are_anonymous_and_no_moment_is() -> None:
    hidden = replace(PREMORTEM_STATE, workshop=workshop(anonymous=True))
    told = NAMES | {one.author: "Told" for one in hidden.contributions}

    for kind in FileKind:
        content = workshop_file(kind, PREMORTEM, hidden, told).content.decode()
        assert "Told" not in content
        assert "U0AMIRA" not in content
    assert "written" not in rows(as_csv(PREMORTEM, hidden, told))[0]
    assert "by" not in rows(as_csv(PREMORTEM, hidden, told))[0]


def test_files_have_names_that_every_system_takes() -> None:
    odd = replace(PREMORTEM_STATE, workshop=workshop(subject="Ünïted / repairs: “v2” " + "x" * 99))

    files = {kind: workshop_file(kind, PREMORTEM, odd) for kind in FileKind}

    assert files[FileKind.MARKDOWN].name.startswith("premortem-united-repairs-v2-x")
    assert all(one.name.endswith(f".{kind}") and len(one.name) <= 65 for kind, one in files.items())
    assert files[FileKind.CSV].content.startswith(b"\xef\xbb\xbf"), "Excel knows it by that"
    assert from_trello(files[FileKind.TRELLO].content).cards == 3
    json.loads(files[FileKind.TRELLO].content)


@pytest.mark.parametrize("form", [PREMORTEM, CHECKIN, VALUE, HMW], ids=lambda form: form.key.value)
@pytest.mark.parametrize("kind", FileKind)
def test_a_workshop_without_contributions_has_files_too(form: Format, kind: FileKind) -> None:
    assert workshop_file(kind, form, state(of=workshop(form))).content
