"""Shares an item and finds it, in a process where nothing of the extra `semantic` can be imported."""

import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec

from bot.use_cases import Options, build_services
from storage import schema
from storage.database import Database
from tests.factories import NOW, content

BLOCKED = ("onnxruntime", "tokenizers", "pgvector")


class Blocked(MetaPathFinder):
    """Finds nothing, and says so where it hurts."""

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> ModuleSpec | None:
        if name.partition(".")[0] in BLOCKED:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return None


if __name__ == "__main__":
    assert not {name.partition(".")[0] for name in sys.modules} & set(BLOCKED), (
        "imported before anybody asked"
    )
    sys.meta_path.insert(0, Blocked())

    url = f"sqlite:///{sys.argv[1]}"
    schema.upgrade(url)
    database = Database.connect(url)
    services = build_services(database, Options())
    services.items.share("T1", "U1", content(title="Damp and mould"), now=NOW)
    found = services.finder.find("T1", "U1", "mould", now=NOW)
    print("found:", *(hit.item.title for hit in found.hits))  # noqa: T201 - the test reads it
    print("embedded:", services.embeddings.embed_waiting("T1", clock=lambda: NOW))  # noqa: T201 - likewise
