"""Evaluation sets: documents, questions, and which documents answer each question."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.items import cells, synthetic_items
from benchmarks.queries import QUERIES
from bot.data import sample_items_path, themes
from bot.domain.items import DESCRIPTION_LIMIT, SUMMARY_LIMIT, TITLE_LIMIT

COUNCIL = "council"
_COUNCIL_QUESTIONS = Path(__file__).with_name("council.jsonl")
_FILES = ("docs.jsonl", "queries.jsonl", "qrels.tsv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Something to be found. `row` is what an import makes an item of; `whole` is all its text, the title first."""

    id: str
    title: str
    text: str
    row: Mapping[str, object]

    @property
    def whole(self) -> str:
        """The title and the text, but a text that begins with its title only once."""
        return self.text if self.text.startswith(self.title) else f"{self.title}\n{self.text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What somebody asks, and the ids of what answers it. `kind` says how it is put, where that is known."""

    text: str
    relevant: frozenset[str]
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvalSet:
    """Documents, and questions that at least one of them answers; of a made-up set nobody knows which."""

    name: str
    documents: tuple[Document, ...]
    questions: tuple[Question, ...]


def found_in(folder: Path) -> list[Path]:
    """The folders of the evaluation sets in a folder."""
    if not folder.is_dir():
        return []
    return sorted(one for one in folder.iterdir() if all((one / name).is_file() for name in _FILES))


def read(folder: Path) -> EvalSet:
    """The set in a folder: `docs.jsonl` (id, title, text), `queries.jsonl` (id, text), `qrels.tsv` (ids and a grade).

    Every grade above 0 is relevant, none more than another. Empty documents are left out, and questions that nothing
    answers.
    """
    documents = tuple(
        _document(line["id"], " ".join(line["title"].split()), " ".join(line["text"].split()))
        for line in _lines(folder / "docs.jsonl")
        if (line["title"] + line["text"]).strip()
    )
    there = {one.id for one in documents}
    relevant: dict[str, set[str]] = {}
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines():
        question, document, grade = line.split("\t")
        if int(grade) > 0 and document in there:
            relevant.setdefault(question, set()).add(document)
    questions = tuple(
        Question(text=line["text"], relevant=frozenset(relevant[line["id"]]))
        for line in _lines(folder / "queries.jsonl")
        if line["id"] in relevant
    )
    return EvalSet(name=folder.name, documents=documents, questions=questions)


def council() -> EvalSet:
    """Our own: the sample items that ship with Collab, and questions as people in councils put them, by kind."""
    items = json.loads(sample_items_path().read_text(encoding="utf-8"))["items"]
    questions = tuple(
        Question(
            text=line["text"],
            relevant=frozenset(f"sample-{number}" for number in line["items"].split()),
            kind=line["kind"],
        )
        for line in _lines(_COUNCIL_QUESTIONS)
    )
    return EvalSet(name=COUNCIL, documents=tuple(map(_item, items)), questions=questions)


def made_up(size: int) -> EvalSet:
    """So many made-up items, always the same ones, and the questions of `make bench`."""
    documents = []
    for number, content in enumerate(synthetic_items(0, size)):
        row = cells(number, content)
        text = f"{content.summary} {content.description} {content.looking_for}"
        documents.append(Document(id=str(row["source_id"]), title=content.title, text=text, row=row))
    questions = tuple(Question(text=text, relevant=frozenset()) for text in QUERIES)
    return EvalSet(name=f"{size:,} made-up items", documents=tuple(documents), questions=questions)


def _item(item: dict[str, Any]) -> Document:
    names = {theme.key: theme.name for theme in themes()}
    said = [item["summary"], item["description"], item.get("looking_for", "")]
    said += [names[key] for key in item["themes"]] + item["councils"]
    said += [link["title"] for link in item.get("links", ())]
    text = "\n".join(filter(None, said))
    return Document(id=item["source_id"], title=item["title"], text=text, row=item)


def _document(document_id: str, title: str, text: str) -> Document:
    """A document as an item: what is too long for its title and summary goes on in the next field."""
    short, over = _cut(title or text, TITLE_LIMIT)
    rest = text.removeprefix(title).strip() if title else ""
    summary, description = _cut(f"{over} {rest}".strip() or short, SUMMARY_LIMIT)
    row = {
        "source_id": document_id,
        "kind": "resource",
        "title": short,
        "summary": summary,
        "description": description[:DESCRIPTION_LIMIT],
    }
    return Document(id=document_id, title=title, text=text, row=row)


def _cut(text: str, limit: int) -> tuple[str, str]:
    """A text's first words, as many as fit, and the rest."""
    if len(text) <= limit:
        return text, ""
    at = text.rfind(" ", 0, limit + 1)
    at = at if at > 0 else limit
    return text[:at], text[at:].strip()


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)
