"""What files hold: CSV and JSON as people and spreadsheets write them."""

import io
import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from bot.services.tables.cells import texts
from bot.services.tables.columns import OURS, Columns, Wishes, matched
from bot.services.tables.csv_tables import guarded, unguarded, write_csv
from bot.services.tables.json_tables import write_json
from bot.services.tables.reading import read
from bot.services.tables.rows import understood
from bot.services.tables.table import RawRow, RowProblem, Table, Unreadable
from bot.services.tables.values import member_id


def told(table: Table) -> list[tuple[int, Any]]:
    """Each row's place, and its cells or its fault."""
    return [(row.at, row.fault.code if row.fault else dict(row.cells)) for row in table.rows]


# ---------------------------------------------------------------- CSV


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        pytest.param("title,kind\nCafé £5,idea\n".encode(), "utf-8-sig", id="UTF-8"),
        pytest.param("\ufefftitle,kind\nCafé £5,idea\n".encode(), "utf-8-sig", id="UTF-8 with its mark"),
        pytest.param("title,kind\nCafé £5,idea\n".encode("cp1252"), "cp1252", id="Windows-1252"),
        pytest.param("title\tkind\nCafé £5\tidea\n".encode("utf-16"), "utf-16", id="Excel's Unicode text"),
        pytest.param("title;kind\r\nCafé £5;idea\r\n".encode(), "utf-8-sig", id="semicolons"),
        pytest.param("\r\n\r\ntitle,kind\r\rCafé £5,idea".encode(), "utf-8-sig", id="odd line ends"),
        pytest.param(b'"title","kind"\n"Caf\xc3\xa9 \xc2\xa35","idea"', "utf-8-sig", id="all in quotes"),
        pytest.param(
            "title,kind,,\nCafé £5,idea,,\n,,,\n".encode(), "utf-8-sig", id="empty columns and rows"
        ),
    ],
)
def test_a_csv_file_is_read_however_it_is_written(data: bytes, encoding: str) -> None:
    table = read(data)

    assert table.encoding == encoding
    assert [cells for _, cells in told(table)] == [{"title": "Café £5", "kind": "idea"}]


def test_a_row_is_where_it_begins() -> None:
    table = read(b'title,summary\nOne,"a\nb\nc"\n\nTwo,d\n')

    assert told(table) == [(2, {"title": "One", "summary": "a\nb\nc"}), (6, {"title": "Two", "summary": "d"})]
    assert (table.length, table.unit) == (6, "line")


def test_lines_end_only_where_csv_ends_them() -> None:
    table = read("title,kind\nOne\u2028and\x0chalf,idea\nTwo,idea\n".encode())

    assert [(at, cells["title"]) for at, cells in told(table)] == [(2, "One\u2028and\x0chalf"), (3, "Two")]


def test_cells_that_are_left_out_at_the_end_are_empty() -> None:
    assert told(read(b"title,kind,phase\nOne,idea\n")) == [(2, {"title": "One", "kind": "idea", "phase": ""})]


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        pytest.param("One,idea,too many", "too_many_cells", id="more cells than columns"),
        pytest.param('"One" more,idea', "quotation_marks", id="words after a quotation mark"),
        pytest.param('"One,idea', "quotation_marks", id="a quotation mark nobody closed"),
        pytest.param('"One' + "x" * 140_000 + '",idea', "quotation_marks", id="a cell without end"),
    ],
)
def test_a_broken_line_costs_no_other(broken: str, fault: str) -> None:
    text = f'title,kind\nBefore,idea\n{broken}\nAfter,idea\n"Last",idea\n'

    assert told(read(text.encode())) == [
        (2, {"title": "Before", "kind": "idea"}),
        (3, fault),
        (4, {"title": "After", "kind": "idea"}),
        (5, {"title": "Last", "kind": "idea"}),
    ]


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+44 20 7946 0000", "'+44 20 7946 0000"),
        ("-", "'-"),
        ("@sam", "'@sam"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("\uff1d1", "'\uff1d1"),
        ("'=1+1", "''=1+1"),
        ("'tis", "'tis"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_what_a_spreadsheet_would_run_is_neutralised(cell: str, safe: str) -> None:
    assert (guarded(cell), unguarded(safe)) == (safe, cell)


@given(some.lists(some.lists(some.text("='\"+-@;,[]\n\r\t aé", max_size=8), min_size=2, max_size=2)))
def test_whatever_a_table_holds_comes_back_from_csv(cells: list[list[str]]) -> None:
    rows = [{"title": f"x{one}", "summary": other} for one, other in cells]
    file = io.StringIO(newline="")

    write_csv(file, ("title", "summary"), rows)

    expected = [{name: value.strip() for name, value in row.items()} for row in rows]
    back = [cells for _, cells in told(read(file.getvalue().encode()))]
    assert [{name: value.strip() for name, value in row.items()} for row in back] == expected


@given(some.lists(some.text("='\"+-@;,[]\n\r\t aé").map(str.strip).filter(bool)))
@example(["[]"])
@example(['["a"]', "b"])
def test_whatever_a_list_holds_comes_back_from_a_cell(values: list[str]) -> None:
    file = io.StringIO(newline="")

    write_csv(file, ("kind", "councils"), [{"kind": "idea", "councils": values}])

    ((_, cells),) = told(read(file.getvalue().encode()))
    assert texts(cells["councils"]) == tuple(values)


# ---------------------------------------------------------------- JSON

ITEM = {"title": "Café £5", "kind": "idea"}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        pytest.param(json.dumps({"items": [ITEM, ITEM]}), [1, 2], id="items"),
        pytest.param(json.dumps([ITEM, ITEM], ensure_ascii=False, indent=2), [1, 2], id="a bare list"),
        pytest.param(f"{json.dumps(ITEM)}\n\n{json.dumps(ITEM)}\n", [1, 3], id="one a line"),
        pytest.param(f"{json.dumps(ITEM)}\n", [1], id="one line"),
    ],
)
def test_a_json_file_is_read_however_it_is_written(text: str, places: list[int]) -> None:
    assert told(read(text.encode())) == [(at, ITEM) for at in places]


def test_items_that_are_none_are_refused_alone() -> None:
    assert told(read(b'[{"title": "One"}, "Two", {"title": "Three"}]')) == [
        (1, {"title": "One"}),
        (2, "not_an_item"),
        (3, {"title": "Three"}),
    ]


def test_lines_that_are_no_json_are_refused_alone() -> None:
    assert told(read(b'{"title": "One"}\n{"title": \n{"title": "Three"}')) == [
        (1, {"title": "One"}),
        (2, "not_json"),
        (3, {"title": "Three"}),
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b" \n", "The file is empty."),
        (b"\xef\xbb\xbf", "The file is empty."),
        (b'{"items": [', "The file is not JSON: Expecting value"),
        (b"[" * 100_000, "The file is not JSON: "),
        (b"title,title\na,b", "Two columns are called “title”."),
        (b'title,"kind\na,b', "The first line should name the columns"),
        (b"<" * 200_000, "The first line should name the columns"),
        (b"PK\x03\x04\x00\x00", "The file is a spreadsheet. Save it as CSV, and import that."),
        (b"title,kind\na\x00,idea", "The file is not text."),
    ],
    ids=[
        "nothing",
        "a mark alone",
        "cut short",
        "nested without end",
        "columns alike",
        "quotes in the header",
        "no table at all",
        "Excel's own",
        "no text",
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(data)

    assert str(refused.value).startswith(words)


def test_json_is_written_an_item_a_line() -> None:
    file = io.StringIO()

    assert write_json(file, [ITEM, ITEM]) == 2
    assert file.getvalue() == (
        '{"items": [\n{"title": "Café £5", "kind": "idea"},\n{"title": "Café £5", "kind": "idea"}\n]}\n'
    )


def test_json_without_items_is_json() -> None:
    file = io.StringIO()

    write_json(file, [])

    assert told(read(file.getvalue().encode())) == []


# ---------------------------------------------------------------- columns


def found(columns: list[str], cells: dict[str, object], **wishes: Any) -> dict[str, list[object]]:
    return matched(columns, Wishes(**wishes)).pick(cells)


def test_names_of_columns_are_forgiven() -> None:
    columns = [
        "Name",
        "TYPE",
        "Status",
        "Organisations",
        "Open-To",
        "looking for",
        "Web address",
        "Created_At",
    ]

    assert matched(columns, Wishes()).sources == {
        "title": ("Name",),
        "kind": ("TYPE",),
        "phase": ("Status",),
        "councils": ("Organisations",),
        "open_to": ("Open-To",),
        "looking_for": ("looking for",),
        "links": ("Web address",),
        "created": ("Created_At",),
    }


def test_our_own_name_comes_before_a_synonym_and_the_rest_is_not_used() -> None:
    columns = matched(["name", "title", "type", "colour"], Wishes())

    assert columns.sources == {"title": ("title",), "kind": ("type",)}
    assert columns.unused == ("name", "colour")


def test_a_wish_comes_before_every_name() -> None:
    cells: dict[str, object] = {"title": "A", "headline": "B", "kind": "idea", "theme": "bins"}

    picked = found([*cells], cells, names=[("headline", "title"), ("theme", "")])

    assert picked == {"title": ["B"], "kind": ["idea"]}


def test_columns_are_joined() -> None:
    cells: dict[str, object] = {
        "repo": "a/b", "path": "c", "name": "N", "intro": "I", "more": "", "end": "E", "t1": "x; y", "t2": "z",
    }  # fmt: skip
    wishes = Wishes(
        names=[("repo+path", "source_id"), ("intro+more+end", "description"), ("t1", "councils"), ("t2", "councils")],
        constants={"kind": "project"},
    )  # fmt: skip

    said = understood(RawRow(at=1, cells=cells), matched([*cells], wishes)).said

    assert said["source_id"] == "a/b/c"
    assert said["description"] == "I\n\nE"
    assert said["councils"] == ("x", "y", "z")


def test_a_column_may_have_a_plus_or_a_dot_in_its_name() -> None:
    cells: dict[str, object] = {"a+b": "A", "c.d": "idea"}

    assert found([*cells], cells, names=[("a+b", "title"), ("c.d", "kind")]) == {
        "title": ["A"],
        "kind": ["idea"],
    }


def test_a_dot_reaches_into_nested_json() -> None:
    cells: dict[str, object] = {
        "name": "N",
        "lead": {"person": {"name": "Sam (sample)"}},
        "bodies": [{"name": "A"}, {"name": "B"}, {"no": 1}],
    }
    names = [("lead.person.name", "contact"), ("bodies.name", "councils"), ("lead.email", "owner")]

    picked = found([*cells], cells, names=names, constants={"kind": "idea"})

    assert picked == {
        "title": ["N"],
        "contact": ["Sam (sample)"],
        "councils": [["A", "B"]],
        "kind": ["idea"],
    }


def test_words_are_translated_however_they_are_spelt() -> None:
    wishes = Wishes(
        values={("phase", "in the queue"): "discovery", ("themes", "Misc"): "", ("Themes", "HR"): "bins"},
        constants={"Kind": "project"},
    )
    columns = matched(["title", "phase", "themes"], wishes)
    cells: dict[str, object] = {"title": "T", "phase": "In The Queue", "themes": "misc; hr"}

    row = understood(RawRow(at=1, cells=cells), columns)

    assert (row.said["phase"], row.said["themes"], row.loose_themes) == (
        "discovery",
        ("waste-and-recycling",),
        (),
    )


@pytest.mark.parametrize(
    ("columns", "wishes", "words"),
    [
        (["kind", "nom"], {}, "No column says what the items are called. Its columns are: kind, nom."),
        (["title", "size"], {}, "No column says what kind the items are. Its columns are: title, size."),
        (["title"], {"names": [("nom", "kind")]}, "The file has no column “nom”. Its columns are: title."),
        (["title"], {"names": [("title+nom", "title")]}, "The file has no column “nom”."),
        (["title"], {"names": [("title", "headline")]}, "“headline” is not one of Collab's columns. They are: "),
        (["title"], {"constants": {"sort": "x"}}, "“sort” is not one of Collab's columns."),
        (["title", "kind"], {"values": {("sort", "x"): "y"}}, "“sort” is not one of Collab's columns."),
    ],
    ids=["no title", "no kind", "not there", "half of it not there", "not ours", "set", "translated"],
)  # fmt: skip
def test_wishes_that_make_no_sense_are_refused_in_words(
    columns: list[str], wishes: dict[str, Any], words: str
) -> None:
    with pytest.raises(Unreadable) as refused:
        matched(columns, Wishes(**wishes))

    assert str(refused.value).startswith(words)


def test_many_columns_with_odd_names_are_listed_in_short() -> None:
    with pytest.raises(Unreadable) as refused:
        matched(["\x1b[2J" + "x" * 90, *(f"c{n}" for n in range(30))], Wishes())

    assert f"Its columns are:  [2J{'x' * 36}, c0, c1, " in str(refused.value)
    assert ", c18 and 11 more. Say which one is the title" in str(refused.value)


def test_a_file_without_items_has_nothing_to_match() -> None:
    assert matched((), Wishes(constants={"kind": "idea"})) == Columns(sources={})


# ---------------------------------------------------------------- cells


@pytest.mark.parametrize(
    ("field", "cell", "meant"),
    [
        ("phase", "Discover", "discovery"),
        ("phase", "PRIVATE BETA", "beta"),
        ("phase", "Backlog", None),
        ("phase", "n/a", None),
        ("kind", "Case-study", "resource"),
        ("kind", "Problems", "problem"),
        ("open_to", "Knowledge_sharing; sharing resources", ("knowledge sharing", "resource sharing")),
        ("themes", "Highways, transport and parking", ("highways-transport-and-parking",)),
        ("themes", "bins, SEND", ("waste-and-recycling", "education-and-send")),
        ("title", 12, "12"),
        ("title", True, "yes"),
        ("archived", False, None),
        ("archived", True, True),
        ("councils", "One (sample)\nTwo; with a mark (sample)", ("One (sample)", "Two; with a mark (sample)")),
        ("councils", '["One; (sample)"]', ("One; (sample)",)),
        ("councils", "[not json]; Two", ("[not json]", "Two")),
        ("people", "<@U1>; @U2; W3", ("U1", "U2", "W3")),
    ],
)  # fmt: skip
def test_a_cell_means_what_people_mean(field: str, cell: object, meant: object) -> None:
    row = understood(RawRow(at=1, cells={field: cell}), OURS)

    assert dict(row.problems) == {}
    assert row.said[field] == meant


@pytest.mark.parametrize(
    ("said", "link"),
    [
        ("https://example.org/a", ("https://example.org/a", "")),
        ("Show and tell https://example.org/a", ("https://example.org/a", "Show and tell")),
        ("https://example.org/a Show and tell", ("https://example.org/a", "Show and tell")),
        ("https://one.example https://two.example", ("https://two.example", "https://one.example")),
        ("www.example.org", ("https://www.example.org", "")),
        ("nowhere at all", ("nowhere at all", "")),
    ],
)
def test_a_link_may_have_a_name(said: str, link: tuple[str, str]) -> None:
    (read_link,) = understood(RawRow(at=1, cells={"links": said}), OURS).said["links"]

    assert (read_link.url, read_link.title) == link


def test_a_deeply_nested_cell_is_just_text() -> None:
    said = understood(RawRow(at=1, cells={"councils": "[" * 100_000}), OURS).said

    assert len(said["councils"]) == 1


@pytest.mark.parametrize("said", ["u1", "Sam", "U1 and U2", "", "U" * 31])
def test_what_is_no_member(said: str) -> None:
    assert member_id(said) is None


def test_a_row_that_could_not_be_read_keeps_its_fault() -> None:
    fault = RowProblem(code="not_an_item")

    assert understood(RawRow(at=4, fault=fault), Columns(sources={})).problems == {"": fault}
