"""What the index holds of an item."""

from bot.data import themes
from bot.domain.items import Item
from bot.domain.matching import IndexedText, IndexEntry
from bot.search.query import split
from bot.search.synonyms import council_shorthand
from bot.search.text import stem, words


def index_entry(item: Item) -> IndexEntry:
    """An item's text by field, stemmed, and its distinct words for the vocabulary."""
    names = {theme.key: theme.name for theme in themes()}
    tags = [item.kind.value, item.phase or "", *item.councils, *(names.get(key, key) for key in item.themes)]
    body = f"{item.description} {item.looking_for} {' '.join(link.title for link in item.links)}"
    fields = {
        "title": words(item.title),
        "summary": words(item.summary),
        "tags": words(" ".join(tags)),
        "body": words(body),
    }
    indexed = {name: [stem(word) for word in said] for name, said in fields.items()}
    for name, said in (("title", item.title), ("summary", item.summary), ("body", body)):
        indexed[name] += council_shorthand().marks(split(said))
    return IndexEntry(
        text=IndexedText(**{name: " ".join(said) for name, said in indexed.items()}),
        words=tuple(sorted({(word, stem(word)) for said in fields.values() for word in said})),
    )
