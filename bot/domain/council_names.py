"""Names of councils made comparable: people write "LB Camden", "Camden Council" and "London Borough of Camden"."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_SAME = {"&": " and ", "+": " and ", "’": "", "'": "", "`": ""}
_SPELT = {"saint": "st", "metropolitain": "metropolitan", "metroplitan": "metropolitan", "boro": "borough"}
_WHAT_IT_IS = """
    council councils borough boroughs district districts city county metropolitan metro mbc cbc bc dc cc mdc mb rb lb
    lbc lbo ua unitary authority corporation royal local administration the cyngor sir sirol bwrdeistref dinas
    comhairle ca cca combined mayoral
"""
_UNSAID = frozenset(_WHAT_IT_IS.split())
_COMBINED = frozenset({"ca", "cca", "combined"})
_EDGES = frozenset({"of", "and", "a", "in"})
_LONDON_BOROUGH = re.compile(r"\blondon borough\b")
_PREFIX = re.compile(
    r"^(The |London Borough of |Royal Borough of |Borough Council of |City and County of |City of |Borough of |Isle of "
    r"(?=Anglesey))"
)
_SUFFIX = re.compile(
    r" ((County|Metropolitan) (Borough|District) |City and District |Borough |District |City |County |"
    r"(Mayoral )?Combined (County )?)?(Council|Authority)( \(.*\))?$"
)


def shortened(name: str) -> str:
    """What people call a council.

    >>> [shortened(one) for one in ("London Borough of Camden", "City of York Council", "Neath County Borough Council")]
    ['Camden', 'York', 'Neath']
    """
    return _SUFFIX.sub("", _PREFIX.sub("", name))


def folded(name: str) -> str:
    """A name as it is compared first: lower case, no accents or signs, "and" for "&".

    >>> folded("Bath & North-East Somerset"), folded("Cyngor Sir Ynys Môn")
    ('bath and north east somerset', 'cyngor sir ynys mon')
    """
    text = name.casefold()
    for sign, instead in _SAME.items():
        text = text.replace(sign, instead)
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(_SPELT.get(word, word) for word in _WORD.findall(plain) if word != "the")


def core(name: str) -> str:
    """What is left of a name without the words that say what sort of council it is; a combined one is marked.

    >>> core("London Borough of Camden"), core("Bristol, City of"), core("West Midlands Combined Authority")
    ('camden', 'bristol', 'west midlands combined')
    """
    words = folded(name).split()
    kept = _LONDON_BOROUGH.sub("", " ".join(words)).split()
    kept = [word for word in kept if word not in _UNSAID] or words
    while len(kept) > 1 and kept[0] in _EDGES:
        kept = kept[1:]
    while len(kept) > 1 and kept[-1] in _EDGES:
        kept = kept[:-1]
    return " ".join([*kept, *(["combined"] if _COMBINED & set(words) and kept != words else [])])


def joined(name: str) -> str:
    """A core without its spaces: "Stoke on Trent", "Northeast Derbyshire"."""
    return core(name).replace(" ", "")
