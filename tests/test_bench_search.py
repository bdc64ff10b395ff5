"""The bench of search: its measures are right, its sets are sound, every engine finds, and a small run shows it all."""

import json
import math
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.figures import Times
from benchmarks.pages import write_between
from benchmarks.quality import vectors
from benchmarks.quality.__main__ import main
from benchmarks.quality.engines import ENTRIES, POSTGRESQL, Place
from benchmarks.quality.engines.ours import by_words
from benchmarks.quality.measures import ndcg, recall
from benchmarks.quality.report import tables
from benchmarks.quality.running import Compared, Scored, scored
from benchmarks.quality.sets import Document, EvalSet, Question, council, made_up, read
from benchmarks.quality.vectors import Kept, StandIns
from benchmarks.quality.worker import Job, Outcome, run, some
from bot.domain.items import SUMMARY_LIMIT, TITLE_LIMIT
from bot.search.text import words

ROOT = Path(__file__).parent.parent
TENTH, ELEVENTH = ["x"] * 9 + ["a"], ["x"] * 10 + ["a"]


@pytest.mark.parametrize(
    ("found", "relevant", "value"),
    [
        pytest.param(["a", "b"], {"a", "b"}, 1, id="the best there is"),
        pytest.param(["x", "y"], {"a"}, 0, id="nothing"),
        pytest.param([], {"a"}, 0, id="no answer"),
        pytest.param(["x", "a"], {"a"}, 1 / math.log2(3), id="second"),
        # 1/log2(3) + 1/log2(4) = 1.130930, of 1 + 1/log2(3) + 1/log2(4) = 2.130930
        pytest.param(["x", "a", "b"], {"a", "b", "c"}, 0.530721, id="two of three, late"),
        pytest.param(TENTH, {"a"}, 1 / math.log2(11), id="tenth"),
        pytest.param(ELEVENTH, {"a"}, 0, id="eleventh, which nobody sees"),
        pytest.param(list("abcdefghij"), set("abcdefghijkl"), 1, id="more than ten to find"),
    ],
)
def test_ndcg_is_what_a_hand_computes(found: list[str], relevant: set[str], value: float) -> None:
    assert ndcg(found, relevant) == pytest.approx(value, abs=1e-6)


@pytest.mark.parametrize(
    ("found", "relevant", "value"),
    [
        pytest.param(["x", "a", "b"], {"a", "b", "c"}, 2 / 3, id="two of three, wherever"),
        pytest.param(["x"], {"a"}, 0, id="nothing"),
        pytest.param(TENTH, {"a"}, 1, id="tenth"),
        pytest.param(ELEVENTH, {"a"}, 0, id="eleventh, which nobody sees"),
    ],
)
def test_recall_is_what_a_hand_computes(found: list[str], relevant: set[str], value: float) -> None:
    assert recall(found, relevant) == pytest.approx(value)


def test_an_engine_is_scored_by_the_mean_over_its_questions_and_over_each_kind() -> None:
    questions = [
        Question(text="1", relevant=frozenset("a"), kind="typos"),
        Question(text="2", relevant=frozenset("b"), kind="typos"),
        Question(text="3", relevant=frozenset("cd"), kind="exact"),
    ]
    outcome = Outcome(answers=[["a"], [], ["c", "d"]], times=[0.1] * 3, indexing=1, megabytes=1)

    result = scored(questions, outcome)

    assert result.ndcg == pytest.approx(2 / 3)
    assert result.recall == pytest.approx(2 / 3)
    assert result.kinds == {"typos": pytest.approx(0.5), "exact": pytest.approx(1)}


def test_a_set_is_read_with_every_grade_above_nought_as_relevant(tmp_path: Path) -> None:
    long = "An unusually long title that goes on and on " * 4
    documents = [
        {"id": "d1", "title": "Bins", "text": "Bins are emptied on Monday."},
        {"id": "d2", "title": long, "text": "Something else. " * 40},
        {"id": "d3", "title": "", "text": " "},
    ]
    (tmp_path / "docs.jsonl").write_text("\n".join(map(json.dumps, documents)))
    (tmp_path / "queries.jsonl").write_text(
        "\n".join(json.dumps({"id": one, "text": f"question {one}"}) for one in ("q1", "q2", "q3"))
    )
    (tmp_path / "qrels.tsv").write_text("q1\td1\t1\nq1\td2\t4\nq2\td1\t0\nq2\td2\t-1\nq3\td3\t1\n")

    one = read(tmp_path)

    assert [document.id for document in one.documents] == ["d1", "d2"], "an empty document is left out"
    assert one.questions == (Question(text="question q1", relevant=frozenset({"d1", "d2"})),)
    bins, other = one.documents
    assert bins.whole == "Bins are emptied on Monday."
    assert len(str(other.row["title"])) <= TITLE_LIMIT
    assert len(str(other.row["summary"])) <= SUMMARY_LIMIT
    said = " ".join(str(other.row[name]) for name in ("title", "summary", "description"))
    assert words(said) == words(other.whole), "what is too long for one field goes on in the next"


def test_our_own_set_asks_in_five_ways_for_items_that_there_are() -> None:
    one = council()
    there = {document.id for document in one.documents}
    kinds = Counter(question.kind for question in one.questions)

    assert set(kinds) == {"own words", "typos", "jargon", "exact", "keywords"}
    assert min(kinds.values()) >= 15
    assert all(question.relevant and question.relevant <= there for question in one.questions)
    assert len({question.text.lower() for question in one.questions}) == len(one.questions)


def test_every_typo_of_our_own_set_is_in_no_item() -> None:
    one = council()
    known = {word for document in one.documents for word in words(document.whole)}

    for question in one.questions:
        if question.kind == "typos":
            assert set(words(question.text)) - known, question.text


def test_some_questions_are_spread_over_all() -> None:
    questions = [Question(text=str(number), relevant=frozenset("a")) for number in range(10)]

    assert [one.text for one in some(questions, 3)] == ["0", "3", "6"]
    assert some(questions, 0) == questions
    assert some(questions, 100) == questions


SMALL = EvalSet(
    name="small",
    documents=tuple(
        Document(
            id=f"doc{number}",
            title=title,
            text=text,
            row={
                "source_id": f"doc{number}",
                "kind": "resource",
                "title": title,
                "summary": text,
            },
        )
        for number, (title, text) in enumerate(
            [
                ("Emptying bins", "When the lorry comes for your rubbish."),
                ("Parking permits", "What it costs to leave a car on your street."),
                ("Weddings", "How to give notice that you want to marry."),
            ]
        )
    ),
    questions=(),
)


@pytest.mark.parametrize("name", [name for name in ENTRIES if name != POSTGRESQL])
def test_every_engine_finds_other_forms_of_a_word(name: str, tmp_path: Path) -> None:
    engine = ENTRIES[name].opened(Place(folder=tmp_path))
    done: list[float] = []

    engine.index(SMALL.documents, done.append)

    assert sum(done) == pytest.approx(len(SMALL.documents))
    assert engine.ask("What does a permit for parked cars cost?")[0] == "doc1"
    assert engine.ask("wedding: and OR ( NOT")[0] == "doc2", "what looks like a query language does no harm"


@pytest.mark.parametrize("name", ["words", "fts5", "bm25s", "tantivy", "whoosh"])
def test_an_engine_of_words_finds_nothing_where_no_word_fits(name: str, tmp_path: Path) -> None:
    engine = ENTRIES[name].opened(Place(folder=tmp_path))
    engine.index(SMALL.documents, lambda _: None)

    assert engine.ask("zeppelins") == []
    assert engine.ask("") == []


def test_a_question_that_collab_refuses_finds_nothing(tmp_path: Path) -> None:
    engine = by_words(Place(folder=tmp_path))
    engine.index(SMALL.documents, lambda _: None)

    assert engine.ask("bins colour:green") == []
    assert engine.ask("bins") == ["doc0"]


class Counting:
    """A model whose vectors are of no meaning; it counts the texts."""

    name = "counting"
    dimensions = 8

    def __init__(self) -> None:
        self.texts: list[str] = []

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.texts += texts
        rows = [np.random.default_rng(len(text)).standard_normal(self.dimensions) for text in texts]
        return np.array([row / np.linalg.norm(row) for row in rows], np.float32)


def test_what_was_embedded_once_is_kept_over_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    first, second = Counting(), Counting()

    made = Kept(first).embed(["one", "three"])
    again = Kept(second).embed(["three", "seven", "one"])

    assert first.texts == ["one", "three"]
    assert second.texts == ["seven"]
    np.testing.assert_array_equal(made, again[[2, 0]])


def test_made_up_texts_get_vectors_near_true_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "TRULY_EMBEDDED", 2)
    model = Counting()
    texts = ["a", "bb", "ccc", "dddd", "eeeee"]

    made = StandIns(model).embed(texts)

    assert model.texts == ["a", "bb"]
    np.testing.assert_allclose(np.linalg.norm(made, axis=1), 1, rtol=1e-5)
    nearest = (made[2:] @ made[:2].T).max(axis=1)
    assert (nearest >= 0.9 - 1e-5).all()
    assert len({row.tobytes() for row in made}) == len(texts)
    np.testing.assert_array_equal(made, StandIns(Counting()).embed(texts))


def test_made_up_items_are_always_the_same() -> None:
    assert made_up(3).documents == made_up(5).documents[:3]


def _scored(ndcg: float) -> Scored:
    return Scored(ndcg=ndcg, recall=1, kinds={}, times=Times([0.001, 0.002]), indexing=1, megabytes=1)


@pytest.mark.parametrize(
    ("name", "ours", "lead", "verdict"),
    [
        pytest.param("covidfaq", 0.90, "+12.5%", "met", id="people's own questions, well ahead"),
        pytest.param("covidfaq", 0.84, "+5.0%", "not met", id="people's own questions, just ahead"),
        pytest.param("cranfield", 0.84, "+5.0%", "met", id="other questions, just ahead"),
        pytest.param("cranfield", 0.76, "-5.0%", "not met", id="behind"),
    ],
)
def test_the_lead_is_over_the_best_engine_that_one_could_install(
    name: str, ours: float, lead: str, verdict: str
) -> None:
    compared = Compared(
        sets={name: EvalSet(name=name, documents=(), questions=())},
        scores={
            name: {
                "ours": _scored(ours),
                "words": _scored(0.99),
                "fts5": _scored(0.5),
                "bm25s": _scored(0.8),
                "model": _scored(0.95),
            }
        },
    )

    _, _, rows = tables(compared)[0]

    assert rows[0][0] == f"nDCG@10 on {name}, more than the best other (bm25s, 0.800)"
    assert rows[0][2:] == (lead, verdict)


def test_speed_is_held_against_its_aims() -> None:
    slow = Outcome(answers=[], times=[0.02, 0.03], indexing=1, megabytes=1)
    compared = Compared(
        sets={"a": EvalSet(name="a", documents=(), questions=())},
        scores={"a": {"ours": _scored(0.9), "fts5": _scored(0.5)}},
        speeds={10_000: {"ours": slow}, 100_000: {"ours": slow}},
    )

    _, _, rows = tables(compared)[0]

    assert [row[2:] for row in rows[1:]] == [("25.0 ms", "not met"), ("25.0 ms", "met")]


def test_what_stands_between_the_marks_of_a_page_is_replaced(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Before\n\n<!-- a -->\n\nold\n\n<!-- b -->\n\nAfter\n", encoding="utf-8")

    for _ in range(2):
        write_between("<!-- a -->", "<!-- b -->", ["new", "newer"], page)

    assert page.read_text(encoding="utf-8") == (
        "Before\n\n<!-- a -->\n\nnew\n\nnewer\n\n<!-- b -->\n\nAfter\n"
    )


def test_an_engine_that_fails_says_why() -> None:
    with pytest.raises(RuntimeError, match=r"nobody failed over council(.|\n)*KeyError"):
        run(Job(engine="nobody", set="council"), step=lambda _: None)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["--only", "ours,google"], "There is no engine google. There are: ours,", id="engine"),
        pytest.param(["--small", "--sets", "trec"], "There is no set trec. There are: council.", id="set"),
    ],
)
def test_what_is_not_there_is_said(arguments: list[str], said: str) -> None:
    with pytest.raises(SystemExit, match=re.escape(said)):
        main(arguments)


def test_without_other_sets_only_ours_is_measured_and_it_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--folder", str(tmp_path / "nowhere"), "--only", "fts5", "--questions", "5", "--quick"])

    said = capsys.readouterr().out
    assert "There are no other sets in" in said
    assert re.search(r"SQLite FTS5\s+│ [01]\.\d{4}", said)


def test_a_small_run_compares_every_engine() -> None:
    page = (ROOT / "docs" / "performance.md").read_bytes()

    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.quality", "--small"],
        cwd=ROOT,
        env=os.environ | {"COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=250,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    for entry in ENTRIES.values():
        assert re.search(rf"│ {entry.title}\s+│ [01]\.\d+\s+│ [01]\.\d+\s+│ [\d.,]+", done.stdout), (
            entry.title
        )
    assert re.search(r"│ 200\s+│ Collab\s+│ [\d.]+\s+│ [\d.]+", done.stdout)
    assert "nDCG@10 on council, more than the best other" in done.stdout
    assert re.search(r"│ council │ \+0\.0+\s+│ 0 of \d+", done.stdout), "both databases answer the same"
    assert (ROOT / "docs" / "performance.md").read_bytes() == page, "a small run writes nothing"
