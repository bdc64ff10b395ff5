"""What ships with the bot is complete, consistent, and says which parts are invented."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest

from bot.data import (
    SynonymTerm,
    sample_councils,
    sample_items_path,
    sample_people,
    stopwords,
    synonym_groups,
    themes,
)
from bot.domain.items import SUMMARY_LIMIT, TITLE_LIMIT, Collaboration, Kind, Phase
from bot.domain.profiles import Contact, ProfileContent
from bot.domain.profiles import checked as checked_profile
from bot.search.text import stems, words

SAMPLE = " (sample)"
HOMES = {
    "U0AMIRA": "Ambleford",
    "U0BEN": "Brackenshire",
    "U0CERYS": "Caer Elin",
    "U0DEV": "Dunmarrow",
    "U0EILIDH": "Easterleigh",
    "U0FARAH": "Ambleford",
    "U0GARETH": "Caer Elin",
    "U0HANNAH": "Brackenshire",
    "U0IFEANYI": "Dunmarrow",
    "U0JO": "Easterleigh",
}
ITEMS: list[dict[str, Any]] = json.loads(sample_items_path().read_text(encoding="utf-8"))["items"]
TERMS = [term for group in synonym_groups() for term in group]

each_item = pytest.mark.parametrize("item", ITEMS, ids=lambda item: item["source_id"])


# ---------------------------------------------------------------- themes


def test_themes_fit_in_one_menu_and_read_as_sentences() -> None:
    assert 24 <= len(themes()) <= 30
    for theme in themes():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", theme.key)
        assert len(theme.name) <= 75  # an option in a Slack menu
        assert re.fullmatch(r"[A-Z][^.]*[^. ]", theme.name)
        assert re.fullmatch(r"[A-Z].{20,140}\.", theme.description)


def test_no_word_leads_to_two_themes() -> None:
    said = Counter(
        spoken for theme in themes() for spoken in {folded(w) for w in (theme.key, theme.name, *theme.also)}
    )

    assert [spoken for spoken, count in said.items() if count > 1] == []
    assert all(also == also.lower().strip() for theme in themes() for also in theme.also)


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("social care", "adult-social-care"),
        ("children", "children-and-families"),
        ("send", "education-and-send"),
        ("housing", "housing-and-homelessness"),
        ("planning", "planning-and-building-control"),
        ("revs and bens", "revenues-and-benefits"),
        ("bins", "waste-and-recycling"),
        ("parking", "highways-transport-and-parking"),
        ("climate", "environment-and-climate"),
        ("trading standards", "licensing-and-regulation"),
        ("health", "public-health"),
        ("libraries", "libraries-culture-and-leisure"),
        ("asb", "community-safety"),
        ("elections", "elections-and-democracy"),
        ("bereavement", "registrars-and-bereavement"),
        ("procurement", "finance-and-procurement"),
        ("hr", "workforce-and-ways-of-working"),
        ("skills", "workforce-and-ways-of-working"),
        ("contact centre", "customer-services"),
        ("content", "website-and-content"),
        ("payments", "forms-payments-and-sign-in"),
        ("identity", "forms-payments-and-sign-in"),
        ("data", "data-and-analytics"),
        ("gis", "maps-and-location"),
        ("api", "integration-and-apis"),
        ("cyber", "cyber-security"),
        ("ai", "ai-and-automation"),
        ("cloud", "infrastructure-and-cloud"),
        ("foi", "information-governance"),
        ("digital skills", "digital-inclusion"),
        ("user research", "service-design-and-standards"),
        ("lgr", "local-government-reorganisation"),
    ],
)
def test_the_word_people_would_type_finds_the_theme(word: str, key: str) -> None:
    assert [theme.key for theme in themes() if word in theme.also] == [key]


# ---------------------------------------------------------------- synonyms


def test_there_are_at_least_250_groups_of_two_or_more() -> None:
    assert len(synonym_groups()) >= 250
    assert all(len(group) >= 2 for group in synonym_groups())
    assert all(term.text and words(term.text) for term in TERMS)


def test_every_term_is_in_one_group_once() -> None:
    """After stemming too: search could not tell `bin` from `bins`."""
    found = Counter(stems(term.text) for term in TERMS)

    assert [term for term, count in found.items() if count > 1] == []


def test_terms_for_capitals_only_are_written_in_capitals() -> None:
    marked = [term.text for term in TERMS if term.capitals_only]

    assert {"SEND", "IT", "CAT", "HER"} <= set(marked)
    assert [text for text in marked if not re.fullmatch("[A-Z]{2,}", text)] == []
    assert [term.text for term in TERMS if "=" in term.text] == []


@pytest.mark.parametrize(
    "same",
    [
        "ASC = adult social care",
        "revs and bens = revenues and benefits = R&B",
        "bins = waste collection = refuse collection = rubbish collection = kerbside collection",
        "tip = recycling centre = HWRC = household waste recycling centre = civic amenity site",
        "SEND = special educational needs and disabilities = SEN = additional support needs = ALN",
        "HMO = house in multiple occupation",
        "DFG = disabled facilities grant",
        "ASB = anti-social behaviour = antisocial behaviour",
        "EHCP = education health and care plan",
        "MASH = multi-agency safeguarding hub",
        "LAC = looked after children = children in care",
        "council tax reduction = council tax support = CTR = CTS",
        "business rates = NNDR = non-domestic rates",
        "PCN = penalty charge notice = parking ticket",
        "SAR = DSAR = subject access request",
        "DPIA = data protection impact assessment",
        "LLPG = local land and property gazetteer",
        "section 106 = s106 = planning obligation",
        "damp and mould = Awaab's Law",
        "SEND transport = home to school transport",
        "LGR = local government reorganisation",
        "RPA = robotic process automation",
        "chatbot = virtual assistant",
        "building control = building standards",
    ],
)
def test_shorthand_means_what_officers_mean(same: str) -> None:
    wanted = {stems(text) for text in same.split(" = ")}

    assert any(wanted <= {stems(term.text) for term in group} for group in synonym_groups())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("care home", "nursing home"),
        ("council housing", "housing association"),
        ("damp", "housing repairs"),
        ("fly-tipping", "tip"),
        ("voids", "empty homes"),
        ("net zero", "air quality"),
        ("council tax", "council tax reduction"),
        ("learning disability", "autism"),
        ("postal vote", "proxy vote"),
        ("WCAG", "web accessibility"),
    ],
)
def test_what_officers_keep_apart_stays_apart(one: str, other: str) -> None:
    homes = [
        {n for n, group in enumerate(synonym_groups()) if stems(text) in {stems(term.text) for term in group}}
        for text in (one, other)
    ]

    assert all(homes)
    assert not homes[0] & homes[1]


# ---------------------------------------------------------------- stop words


def test_stop_words_are_single_plain_words() -> None:
    assert {"the", "looking", "anyone", "please", "someone", "help", "find"} <= stopwords()
    assert [word for word in stopwords() if words(word) != [word]] == []


def test_stop_words_swallow_no_shorthand_and_no_theme() -> None:
    def swallowed(text: str) -> bool:
        return set(words(text)) <= stopwords()

    lone = [term for term in TERMS if len(words(term.text)) == 1 and not term.capitals_only]

    assert [term.text for term in lone if swallowed(term.text)] == []
    assert [also for theme in themes() for also in (theme.key, *theme.also) if swallowed(also)] == []


# ---------------------------------------------------------------- samples


def test_every_kind_phase_theme_and_council_has_a_sample() -> None:
    assert len(ITEMS) >= 72
    assert {item["kind"] for item in ITEMS} == set(Kind)
    assert {item["phase"] for item in ITEMS if "phase" in item} == set(Phase)
    assert {key for item in ITEMS for key in item["themes"]} == {theme.key for theme in themes()}
    assert {name for item in ITEMS for name in item["councils"]} == {c.name for c in sample_councils()}
    assert {item["owner"] for item in ITEMS} == {*HOMES, None}
    assert sum(item["owner"] is not None for item in ITEMS) >= 60
    assert len({item["source_id"] for item in ITEMS}) == len({item["title"] for item in ITEMS}) == len(ITEMS)


def test_councils_are_invented_and_say_so() -> None:
    assert {council.nation for council in sample_councils()} == {
        "England",
        "Scotland",
        "Wales",
        "Northern Ireland",
    }
    assert [council.name for council in sample_councils() if not council.name.endswith(SAMPLE)] == []
    assert len({council.name for council in sample_councils()}) == len(sample_councils())


@each_item
def test_a_sample_fits_the_form(item: dict[str, Any]) -> None:
    assert set(item) - {"phase"} == {
        "source_id",
        "kind",
        "title",
        "summary",
        "description",
        "themes",
        "councils",
        "owner",
        "contact",
        "open_to",
        "looking_for",
        "links",
        "confirmed",
        "created",
    }
    assert ("phase" in item) == (item["kind"] == Kind.PROJECT)
    assert re.fullmatch(r".*[^.]", item["title"])
    assert len(item["title"]) <= TITLE_LIMIT
    assert len(item["summary"]) <= SUMMARY_LIMIT
    assert sentences(item["summary"]) == 1
    assert 2 <= sentences(item["description"]) <= 5
    assert len(item["looking_for"]) <= 100
    assert 1 <= len(item["themes"]) <= 3
    assert 1 <= len(item["councils"]) <= 3
    assert item["open_to"]
    assert set(item["open_to"]) <= set(Collaboration)
    confirmed, created = date.fromisoformat(item["confirmed"]), date.fromisoformat(item["created"])
    assert date(2026, 5, 1) <= confirmed <= date(2026, 11, 20)
    assert created <= confirmed


@each_item
def test_a_sample_belongs_to_one_of_us_or_to_a_marked_invention(item: dict[str, Any]) -> None:
    if item["owner"]:
        assert item["contact"] == ""
        assert any(name.startswith(HOMES[item["owner"]]) for name in item["councils"])
    else:
        assert re.fullmatch(r"[A-Z].+, .+ \(sample\)", item["contact"])
    assert set(item["councils"]) <= {council.name for council in sample_councils()}


@each_item
def test_the_words_of_a_sample_name_no_council(item: dict[str, Any]) -> None:
    """An invented name stands only where it is marked."""
    prose = " ".join([item["title"], item["summary"], item["description"], item["looking_for"]])

    assert [place for place in places() if place in prose] == []


@each_item
def test_links_of_a_sample_lead_nowhere_real(item: dict[str, Any]) -> None:
    for link in item["links"]:
        url = urlsplit(link["url"])
        assert url.scheme == "https"
        assert url.hostname
        assert url.hostname == "example.org" or url.hostname.endswith(".example")
        assert link["title"]
    assert len(re.findall("https?:", json.dumps(item))) == len(item["links"])


@pytest.mark.parametrize(
    ("topic", "wanted"),
    [
        ("housing repairs|home repair", 6),
        ("damp|mould|Awaab", 5),
        ("missed|not emptied", 4),
        ("council tax reduction|council tax support", 4),
        ("planning application|planning backlog", 4),
        ("Blue Badge|disabled parking badge", 4),
        ("financial assessment|means test", 3),
        ("FOI|freedom of information", 4),
        ("MASH|safeguarding referral", 3),
        ("SEND transport|school transport", 4),
    ],
)
def test_several_councils_work_on_the_same_thing(topic: str, wanted: int) -> None:
    matching = [item for item in ITEMS if re.search(topic, item["title"], re.IGNORECASE)]

    assert len(matching) >= wanted
    assert len({item["councils"][0] for item in matching}) >= 3
    assert len({item["kind"] for item in matching}) >= 2


def test_the_week_before_the_demo_has_news_for_a_digest() -> None:
    latest = max(date.fromisoformat(item["confirmed"]) for item in ITEMS)
    fresh = [item for item in ITEMS if (latest - date.fromisoformat(item["created"])).days < 14]

    assert {"project", "problem", "idea"} <= {item["kind"] for item in fresh}


def test_data_is_read_once() -> None:
    assert themes() is themes()
    assert synonym_groups() is synonym_groups()
    assert SynonymTerm(text="SEND", capitals_only=True) in TERMS


# ---------------------------------------------------------------- reading


def folded(text: str) -> str:
    return " ".join(words(text))


def sentences(text: str) -> int:
    assert re.search(r"[.?]\"?$", text), f"ends in mid-air: {text[-20:]!r}"
    return len(re.findall(r"[.?]\"?(?=\s+[A-Z0-9£\"]|$)", text))


def places() -> Iterator[str]:
    for council in sample_councils():
        yield re.sub(
            r"^London Borough of | (Metropolitan|Borough|City|District|County|Council)\b.*| \(sample\)$",
            "",
            council.name,
        )


# ---------------------------------------------------------------- people


def test_sample_people_are_of_sample_councils_and_could_say_so_themselves() -> None:
    people = sample_people()
    councils = {council.name for council in sample_councils()}

    assert len({person.name for person in people}) == len(people) >= 5
    for person in people:
        assert person.council in councils
        assert HOMES[f"U0{person.name.upper()}"] in person.council
        said = ProfileContent(
            council=person.council,
            role=person.role,
            themes=person.themes,
            offers=person.offers,
            needs=person.needs,
            welcomes=tuple(map(Contact, person.welcomes)),
            public=True,
        )
        assert checked_profile(said, themes={theme.key for theme in themes()}) == said
