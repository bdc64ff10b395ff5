"""What the index holds of an item."""

from bot.data import themes
from bot.domain.items import Item
from bot.domain.matching import IndexedText, IndexEntry
from bot.search.text import stem, words


def index_entry(item: Item) -> IndexEntry:
    """An item's text by field, stemmed, and its distinct words for the vocabulary."""
    names = {theme.key: theme.name for theme in themes()}
    tags = [item.kind.value, item.phase or "", *item.councils, *(names.get(key, key) for key in item.themes)]
    fields = {
        "title": words(item.title),
        "summary": words(item.summary),
        "tags": words(" ".join(tags)),
        "body": words(f"{item.description} {item.looking_for} {' '.join(link.title for link in item.links)}"),
    }
    return IndexEntry(
        text=IndexedText(**{name: " ".join(map(stem, said)) for name, said in fields.items()}),
        words=tuple(sorted({(word, stem(word)) for said in fields.values() for word in said})),
    )
