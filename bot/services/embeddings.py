"""Giving items their vectors: in the background when they change, and all at once for `collab index`.

What waits stands in the database, and whoever works on it claims it for a minute. A process that dies leaves claims
that run out; two that make the same vector make it the same.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.domain.clock import Clock
from bot.domain.items import Item
from bot.search.meaning.embedder import Broken, Embedder
from bot.search.meaning.meaning import Meaning
from bot.search.meaning.numbers import to_bytes
from bot.search.meaning.texts import hash_of, text_to_embed, vector_of
from storage.database import Database
from storage.vectors import Made, Waiting

BATCH = 32  # items: under half a second's work, so that stopping is quick
LEASE = timedelta(minutes=1)
PAGE = 500  # items that are looked through at once


class Embeddings:
    """The work of embedding items. Any number of processes may do it beside each other."""

    def __init__(self, database: Database, meaning: Meaning) -> None:
        self._database = database
        self._meaning = meaning

    def embed_waiting(self, workspace: str, *, clock: Clock, stop: Callable[[], bool] = lambda: False) -> int:
        """Embed items until none waits that nobody else has claimed; answers how many. Without a model, none."""
        done = 0
        while not stop() and (some := self.embed_some(workspace, now=clock())):
            done += some
        return done

    def embed_some(self, workspace: str, *, now: datetime) -> int:
        """Embed a batch of the items that wait; answers how many."""
        model = self._meaning.embedder()
        if isinstance(model, Broken):
            return 0
        with self._database.reading(workspace) as tx:
            if not tx.vectors.any_waits(model.name):
                return 0
        with self._database.transaction(workspace) as tx:
            claimed = tx.vectors.claim(model.name, now=now, lease=LEASE, limit=BATCH)
            items = tx.items.by_ids([one.item_id for one in claimed]) if claimed else {}
        made = [_made(model, one, items[one.item_id]) for one in claimed if one.item_id in items]
        with self._database.transaction(workspace) as tx:
            tx.vectors.put(model.name, made)
        return len(made)

    def waiting(self, workspace: str, model: Embedder) -> int:
        """How many items wait for this model's vector."""
        with self._database.reading(workspace) as tx:
            return tx.vectors.waiting(model.name)

    def look_through(self, workspace: str, *, anew: bool = False) -> int:
        """Let every item wait whose vector is not of what it says now, or all of them; answers how many there are."""
        if anew:
            with self._database.transaction(workspace) as tx:
                tx.vectors.forget_all()
        last, current = 0, 0
        while True:
            with self._database.transaction(workspace) as tx:
                items = tx.items.all(after_id=last, limit=PAGE)
                if not items:
                    return current
                last = items[-1].id
                said = {item.id: hash_of(text_to_embed(item)) for item in items if item.archived_at is None}
                known = tx.vectors.hashes([item.id for item in items])
                tx.vectors.want([(one, text) for one, text in said.items() if known.get(one) != text])
                tx.vectors.forget([one for one in known if one not in said])
                current += len(said)


def _made(model: Embedder, waited: Waiting, item: Item) -> Made:
    text = text_to_embed(item)
    return Made(waited=waited, text_hash=hash_of(text), vector=to_bytes(vector_of(model, item.title, text)))
