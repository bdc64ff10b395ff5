"""Every number that decides what is found and in what order, in one place."""

MOST_FOUND = 100  # results, however many more there are
CANDIDATES = 100  # how many people the database proposes and we judge
MATCH_SHARE = 0.34  # of what was asked for, by rarity: below it an item is only "near"
SIMILAR_SHARE = 0.55  # of a title's words: above it another item looks the same
WISH_SHARE = 0.6  # of a saved search's words: above it a new item is worth telling
SUPPOSED_ITEMS = (
    50  # added to the count of items, so that in a new workspace two items do not make a word common
)
COMMON_SHARE = (
    0.25  # of all items: a word held by more is left out of choosing candidates if rarer ones are there
)
PART_OF_A_TERM = 0.5  # what "tipping" counts without the "fly" of "fly tipping"
OTHER_SPELLING = 0.6  # what a synonym counts against the word itself

# BM25F (Robertson, Zaragoza: The Probabilistic Relevance Framework, 2009, section 3.6)
SATURATION = 1.2  # k1
LENGTH_SHARE = 0.75  # b
FIELD_WEIGHTS = {"title": 4.0, "summary": 1.5, "tags": 1.0, "body": 1.0}
USUAL_LENGTHS = {"title": 6.0, "summary": 18.0, "tags": 8.0, "body": 60.0}  # in words
COVERAGE_POWER = 1.0  # how much more an item counts that has all that was asked for
