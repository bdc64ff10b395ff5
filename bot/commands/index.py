"""`collab index`: every item gets its vector, now. Safe beside processes that run."""

import time

import typer
from rich.console import Console

from bot.commands.process import opened
from bot.commands.progress import bar
from bot.commands.start import begin
from bot.commands.workspaces import chosen
from bot.domain.clock import system_clock
from bot.search.meaning.embedder import Broken, Embedder
from bot.search.meaning.loading import load_embedder
from bot.search.meaning.meaning import Meaning
from bot.services.embeddings import Embeddings
from storage import schema
from storage.trouble import told_plainly

PLAIN_STEP = 1000  # items, where there is no terminal to show a bar on
WAIT_SECONDS = 0.5  # for what another process has claimed


def index(*, rebuild: bool, workspace: str | None) -> bool:
    """Embed what waits, or everything anew. False when there is no model to do it with."""
    settings = begin()
    model = load_embedder(settings.embedding_model)
    if isinstance(model, Broken):
        typer.echo(f"Nothing was indexed: search by meaning is off. {model.why} {model.next_step}", err=True)
        return False
    with opened(settings.database_url) as database, told_plainly():
        wanted = [chosen(database, workspace, new=False)] if workspace else database.workspaces()
        if rebuild and schema.bring_in_pgvector(settings.database_url):
            typer.echo("PostgreSQL has pgvector now: it compares the vectors from now on.")
        embeddings = Embeddings(database, Meaning(lambda: model))
        for each in wanted:
            current, done = _index(embeddings, model, each, rebuild=rebuild)
            where = f"{each}: " if len(wanted) > 1 else ""
            typer.echo(
                f"{where}Indexed {done:,} of {_items(current)}{'' if done else ': all were up to date'}."
            )
    if not wanted:
        typer.echo("There are no items yet.")
    return True


def _index(embeddings: Embeddings, model: Embedder, workspace: str, *, rebuild: bool) -> tuple[int, int]:
    """How many items there are, and how many of them got a vector."""
    current = embeddings.look_through(workspace, anew=rebuild)
    waiting = embeddings.waiting(workspace, model)
    console = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
    with bar("Indexing", waiting, "item", console, plain_step=PLAIN_STEP) as moved_to:
        left = waiting
        while left:
            if not embeddings.embed_some(workspace, now=system_clock()):
                time.sleep(WAIT_SECONDS)
            left = embeddings.waiting(workspace, model)
            moved_to(max(0, waiting - left))
    return current, waiting


def _items(count: int) -> str:
    return f"{count:,} item{'s' if count != 1 else ''}"
