"""Every number that decides which items are found and in what order, in one place."""

MOST_FOUND = 100  # results, however many more there are
CANDIDATES = 100  # how many people the database proposes and we judge
MATCH_SHARE = 0.3  # of what was asked for, by rarity: below it an item is only "near"
SIMILAR_SHARE = 0.55  # of a title's words: above it another item looks the same
WISH_SHARE = 0.6  # of a saved search's words: above it a new item is worth telling
SUPPOSED_ITEMS = (
    50  # added to the count of items, so that in a new workspace two items do not make a word common
)
COMMON_SHARE = 0.6  # of all items: a word held by more counts for nothing if rarer ones are there
PART_OF_A_TERM = 0.5  # what "tipping" counts without the "fly" of "fly tipping"
OTHER_SPELLING = 0.6  # what a synonym counts against the word itself

# BM25F (Robertson, Zaragoza: The Probabilistic Relevance Framework, 2009, section 3.6)
SATURATION = 2.0  # k1
LENGTH_SHARE = 0.75  # b
FIELD_WEIGHTS = {"title": 4.0, "summary": 1.5, "tags": 1.0, "body": 1.0}
USUAL_LENGTHS = {"title": 6.0, "summary": 18.0, "tags": 8.0, "body": 60.0}  # in words

# Words and meaning, tuned by `make bench-search`
MOST_WEIGHED = 101  # items that words propose, and as many that meaning does: one more than are shown
MEANING_MATCH = 0.3  # cosine: below it an item is only "near"
WORDS_COUNT = 1.0  # what having all of a question's words counts, against a cosine of 1; less in a sentence
NAME_COUNTS = 1.0  # each name that was asked for
NAME_SHARE = 0.1  # of all items: a name that more of them have is only a word
LEAST_OF_BEST = 0.35  # of the best item's score: one that has less is not shown, unless it fits by itself
TITLE_IN_MEANING = 0.3  # of an item's vector is that of its title
SIMILAR_MEANING = 0.7  # cosine of a title to an item: above it that looks the same
WISH_MEANING = 0.5  # cosine of a saved search to a new item: above it that is worth telling

# What orders those that fit equally well, as parts of the best score
OLD_COUNTS = -0.03  # not confirmed for 90 days
RETIRED_COUNTS = -0.02
LIVE_COUNTS = 0.005
VOTE_COUNTS = 0.005  # times the logarithm of one more than the votes
MOST_BOOSTED = 20  # of the best items are looked at for this
