"""`python -m benchmarks.grouping`: how well contributions are grouped, beside simpler ways, and how long it takes."""

import argparse
import time
from collections.abc import Hashable, Sequence

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.grouping.measures import adjusted_rand, f1, pairs_found
from benchmarks.grouping.samples import REPAIRS, SAMPLES, notes
from bot.search.grouping import proposed_groups
from bot.search.likeness import Embed, Matrix, word_cosines
from bot.search.meaning.embedder import Broken
from bot.search.meaning.loading import load_embedder

MANY = 500
LONGEST = 3.0  # seconds that 94 contributions may take


def main() -> None:
    """Group all samples in every way, and print how well each does."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.grouping", description=__doc__)
    parser.add_argument("--groups", action="store_true", help="print the groups too, to read")
    wanted = parser.parse_args()
    model = load_embedder(None)
    embed = None if isinstance(model, Broken) else model.embed
    console = Console(highlight=False)
    for name in SAMPLES:
        said = notes(name)
        table = Table(
            "",
            "groups",
            "adjusted Rand",
            "pairs: precision",
            "recall",
            "F1",
            title=f"{name}, {len(said)} notes",
        )
        for way, found in ways(name, embed).items():
            precision, recall = pairs_found(found, [note.group for note in said])
            figures = (
                adjusted_rand(found, [note.group for note in said]),
                precision,
                recall,
                f1(precision, recall),
            )
            table.add_row(way, str(len(set(found))), *(f"{figure:.2f}" for figure in figures))
        console.print(table)
        if wanted.groups:
            for group in proposed_groups([(at, note.text) for at, note in enumerate(said)], embed=embed):
                console.print(f"[b]{group.name}[/b]", *(f"  {said[at].text}" for at in group.ids), sep="\n")
    for count in (len(notes(REPAIRS)), MANY):
        for way, how in (("words", None), ("meaning", embed)):
            taken = timed(count, how)
            assert count > len(notes(REPAIRS)) or taken < LONGEST
            console.print(f"{count} contributions by {way}: {taken:.2f} s")


def ways(name: str, embed: Embed | None) -> dict[str, Sequence[Hashable]]:
    """The group of each of a sample's notes, as each way of grouping has it."""
    said = notes(name)
    texts = [note.text for note in said]
    found: dict[str, Sequence[Hashable]] = {
        "a group a category": [note.category for note in said],
        "nearest neighbour, by words": nearest(word_cosines(texts)),
        "Collab, by words": ours(texts, None),
    }
    if embed:
        found["nearest neighbour, by meaning"] = nearest(plain_cosines(texts, embed))
        found["Collab, by meaning"] = ours(texts, embed)
    return found


def ours(texts: Sequence[str], embed: Embed | None) -> list[int]:
    """The group of each text as `proposed_groups` has it."""
    groups = proposed_groups(list(enumerate(texts)), embed=embed)
    place = {at: number for number, group in enumerate(groups) for at in group.ids}
    return [place[at] for at in range(len(texts))]


def plain_cosines(texts: Sequence[str], embed: Embed) -> Matrix:
    """How alike texts are to the model, and nothing beside."""
    vectors = embed(texts).astype(np.float64)
    cosines: Matrix = vectors @ vectors.T
    return cosines


def nearest(likeness: Matrix) -> list[int]:
    """A baseline: each joins the one that is most like it, and whatever hangs together so is a group."""
    near = likeness.copy()
    np.fill_diagonal(near, -np.inf)
    group = list(range(len(near)))
    for one, other in enumerate(near.argmax(axis=1)):
        mine, theirs = group[one], group[int(other)]
        group = [mine if each == theirs else each for each in group]
    return group


def timed(count: int, embed: Embed | None) -> float:
    """How many seconds it takes to group so many different texts."""
    said = [note.text for name in SAMPLES for note in notes(name)]
    texts = [(at, said[at % len(said)] + (f" ({at})" if at >= len(said) else "")) for at in range(count)]
    start = time.perf_counter()
    proposed_groups(texts, embed=embed)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
