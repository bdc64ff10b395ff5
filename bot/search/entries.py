"""What the index holds of an item."""

from bot.data import themes
from bot.domain.items import ItemContent
from bot.domain.matching import IndexedText, IndexEntry
from bot.search.synonyms import council_shorthand
from bot.search.text import WORD, stem, words_of


def index_entry(item: ItemContent) -> IndexEntry:
    """An item's text by field, stemmed, and its distinct words for the vocabulary."""
    names = {theme.key: theme.name for theme in themes()}
    tags = [item.kind.value, item.phase or "", *item.councils, *(names.get(key, key) for key in item.themes)]
    said = {
        "title": item.title,
        "summary": item.summary,
        "tags": " ".join(tags),
        "body": f"{item.description} {item.looking_for} {' '.join(link.title for link in item.links)}",
    }
    indexed: dict[str, str] = {}
    distinct: set[tuple[str, str]] = set()
    for name, text in said.items():
        tokens = WORD.findall(text)
        words = words_of(tokens)
        stems = [stem(word) for word in words]
        distinct.update(zip(words, stems, strict=True))
        marks = council_shorthand().marks(tokens) if name != "tags" else []
        indexed[name] = " ".join([*stems, *marks])
    return IndexEntry(text=IndexedText(**indexed), words=tuple(sorted(distinct)))
