"""Which council somebody means: by what they type, or by where their e-mail comes from."""

import re
from collections.abc import Iterable

from bot.search.text import words

_GENERIC = frozenset(
    words(
        "council borough district city county metropolitan royal unitary authority london of the and sample"
        " cyngor sir comhairle"
    )
)
_ENDINGS = re.compile(
    r"\.(gov\.uk|gov\.wales|gov\.scot|llyw\.cymru|org\.uk|co\.uk|example|org|uk|wales|scot)$"
)
_SHORTEST = 4  # letters of a domain: shorter ones stand for too many names


def councils_like(typed: str, known: Iterable[str]) -> list[str]:
    """The known names that hold all the words typed, as the beginning of words; those that begin with them first.

    >>> councils_like("bor", ["Ambleford Borough Council", "Borchester", "Quillshire"])
    ['Borchester', 'Ambleford Borough Council']
    """
    wanted = words(typed)
    fitting = []
    for name in known:
        have = words(name)
        if all(any(word.startswith(one) for word in have) for one in wanted):
            begins = bool(wanted) and bool(have) and have[0].startswith(wanted[0])
            fitting.append((not begins, name.casefold(), name))
    return [name for *_, name in sorted(fitting)]


def council_of(email: str, known: Iterable[str]) -> str:
    """The one known name that an address is of, by its domain; nothing when there is none, or more than one.

    >>> council_of("a@ambleford.gov.uk", ["Ambleford Borough Council", "Quillshire Council"])
    'Ambleford Borough Council'
    >>> council_of("a@example.com", ["Ambleford Borough Council"])
    ''
    """
    domain = email.rpartition("@")[2].strip().casefold()
    ending = _ENDINGS.search(domain)
    if not ending:
        return ""
    label = re.sub(r"[^a-z0-9]", "", domain[: ending.start()].rpartition(".")[2])
    if len(label) < _SHORTEST:
        return ""
    fitting = {name for name in known if label in _domains(name)}
    return fitting.pop() if len(fitting) == 1 else ""


def _domains(name: str) -> set[str]:
    """What a council's domain may be made of: its name, with and without what many names share."""
    own = [word for word in words(name) if word not in _GENERIC]
    joined = "".join(own)
    if not joined:
        return set()
    suffixes = ("", "council", "cc", "dc", "bc", "city", "borough", "county")
    return {joined + suffix for suffix in suffixes} | {"".join(words(name))}
