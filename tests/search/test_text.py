"""Stems, whoever asks for them."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from snowballstemmer.english_stemmer import EnglishStemmer

from bot.search import text


def test_threads_do_not_mix_up_their_stems(monkeypatch: pytest.MonkeyPatch) -> None:
    """The stemmer that is always there keeps the word that it is at; a faster one may be installed beside it."""
    monkeypatch.setattr("snowballstemmer.stemmer", lambda _language: EnglishStemmer())
    monkeypatch.setattr(text, "_threads", type(text._threads)())
    asked = [
        f"{start}{end}" for start in ("work", "hous", "repair", "collect", "licens") for end in _ENDS
    ] * 40
    plain = EnglishStemmer()
    expected = [plain.stemWord(word) for word in asked]

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(text.stem.__wrapped__, asked))

    assert found == expected


_ENDS = ("ing", "ed", "s", "ation", "ations", "ingly", "er", "ers", "able", "ality")
