"""Every refusal has words."""

from collections.abc import Iterator

import pytest

from bot.domain import refusals as why
from bot.domain.refusals import FieldProblem, Refusal
from bot.views.refusals import breakage, field_problem, fields_of, in_plain_text, refusal
from tests.factories import NOW

EXAMPLES = [
    why.InvalidItem(
        {"title": FieldProblem(code="missing"), "links": FieldProblem(code="too_many", limit=10)}
    ),
    why.InvalidFields({"title": FieldProblem(code="missing")}),
    why.InvalidProfile({"public": FieldProblem(code="nothing_to_find")}),
    why.InvalidContribution({"text.new0": FieldProblem(code="missing")}),
    why.NotYours("U0AMIRA"),
    why.NotYours(None),
    why.ItemGone(),
    why.ItemArchived(),
    why.NotAMember(),
    why.NothingToFind(),
    why.NoNeedSaid(),
    why.UnknownFilter("<!here>`", ("kind", "phase")),
    why.UnknownValue("kind", "<!here>`", ("project", "idea")),
    why.PlaceUnclear("near", "<!here>", ("Newcastle upon Tyne City Council", "<!here>"), known=True),
    why.PlaceUnclear("in", "Nowehere", ("<!here>",), known=False),
    why.PlaceUnclear("in", "<!here>" * 50, (), known=False),
    why.NoCouncilOfYours("50km"),
    why.NotForPeople(("phase", "since"), ("theme", "council")),
    why.NotWelcome(),
    why.ApproachGone(),
    why.UnknownVerb("<!here>`", ()),
    why.UnknownVerb("fnid", ("find",), "fnid bins"),
    why.UnknownVerb("housing", (), "housing <!here> repairs " + "x" * 3000),
    why.SearchForgotten(),
    why.AuthorDidNotAgree(),
    why.NotSubscribed(own=False),
    why.NotSubscribed(own=True),
    why.NotInvited(),
    why.NoSuchTimeZone("<!here>/London"),
    why.TooManyWindows(),
    why.NotInAChannel(),
    why.NotInAChannel(instead="digest me"),
    why.NotInThisChannel(),
    why.NotPartOfIt(),
    why.IntroductionOver(outcome="not a fit", at=NOW),
    why.IntroductionOver(),
    why.AlreadyIntroduced(),
    why.AskedEnough(),
    why.AskedEnough("<!here> why?"),
    why.NothingToAnswer(),
    why.AlignmentShown(),
    why.NotATrelloBoard("not_json"),
    why.NotATrelloBoard("not_a_board"),
    why.NotATrelloBoard("no_cards"),
    why.NotATrelloBoard("too_many_cards", limit=2000),
    why.NoImports(),
    why.FileNotRead(),
    why.FileTooLarge(10),
    why.CountsSecret(),
    why.NotShownYet(),
    why.WorkshopGone(),
    why.WorkshopOver(),
    why.NotTheFacilitator(("U0BEN", "U0CERYS")),
    why.PhaseMoved("vote"),
    why.TooManyContributions(3),
    why.GroupGone(),
    why.NotYourAction("U0BEN"),
    why.VotingOver("gather"),
    why.VotingOver("discuss"),
    why.VotesAreReactions(),
    why.NotATime("ages"),
    why.NotMoney("lots"),
    why.PrincipleGone(),
    why.RoundUnderWay(),
    *(why.RoundOver(outcome=one, at=NOW) for one in ("adopted", "not_adopted", "withdrawn", None)),
    why.TextChanged(),
    why.NoObjection(),
    why.ObjectionStands(1),
    why.ObjectionStands(2),
    why.TooSoon(NOW),
    why.NotYourRound("U0AMIRA"),
    why.NotYourGuidance(),
]
PROBLEMS = [
    FieldProblem(code="missing"),
    FieldProblem(code="too_long", limit=100),
    FieldProblem(code="too_long", limit=3000, value="x" * 500),
    FieldProblem(code="too_many", limit=5),
    FieldProblem(code="unknown", value="fish"),
    FieldProblem(code="not_a_web_address", value="javascript:alert(1)" * 40),
    FieldProblem(code="not_allowed", value="fish"),
    FieldProblem(code="nothing_to_find"),
    FieldProblem(code="not_chosen"),
    FieldProblem(code="votes_stand"),
    FieldProblem(code="gone"),
    FieldProblem(code="not_an_estimate", value="lots" * 100),
    FieldProblem(code="owner_only"),
]
SLACK_CUTS_A_FIELDS_ERROR_AT = 2000  # undocumented; ours are far shorter
PLACEHOLDERS = ("None", "Refusal", "{", "}", "()", "not_", "too_")


def subclasses(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    for each in kind.__subclasses__():
        yield each
        yield from subclasses(each)


def test_there_is_an_example_of_every_refusal() -> None:
    assert {type(one) for one in EXAMPLES} == set(subclasses(Refusal))


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
def test_every_refusal_has_words_in_sentences(error: Refusal) -> None:
    said = refusal(error)

    assert said[0].isupper() or said[0] == "`"
    assert said.rstrip()[-1] in ".?:" or said.count("\n"), said
    assert len(said) < 1000
    assert "<!here>" not in said
    assert not [one for one in PLACEHOLDERS if one in said]


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
def test_every_refusal_reads_well_in_plain_text(error: Refusal) -> None:
    said = in_plain_text(refusal(error))

    assert "`" not in said
    assert "<@" not in said
    assert "&lt;" not in said


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda problem: problem.code)
def test_every_problem_with_a_field_has_words(problem: FieldProblem) -> None:
    said = field_problem(problem)

    assert said[0].isupper() or said[0] == "“"
    assert len(said) < SLACK_CUTS_A_FIELDS_ERROR_AT
    assert not [one for one in PLACEHOLDERS if one in said]


def test_there_is_an_example_of_every_problem() -> None:
    codes = FieldProblem.__dataclass_fields__["code"].type

    assert {problem.code for problem in PROBLEMS} == set(codes.__args__)  # type: ignore[union-attr]


def test_a_refusal_without_words_would_be_noticed() -> None:
    with pytest.raises(NotImplementedError, match="Refusal"):
        refusal(Refusal())


@pytest.mark.parametrize(
    ("error", "fields"),
    [
        (why.AuthorDidNotAgree(), ["consent"]),
        (why.NotAMember(), ["owner"]),
        (why.NotInvited(), ["channel"]),
        (why.UnknownValue("kind", "fish", ("idea",)), ["words"]),
        (why.ItemGone(), []),
    ],
    ids=lambda one: type(one).__name__,
)
def test_a_refusal_knows_the_field_that_it_is_about(error: Refusal, fields: list[str]) -> None:
    assert fields_of(error) == fields


def test_an_apology_says_what_to_quote() -> None:
    assert "`abc123`" in breakage("abc123")
