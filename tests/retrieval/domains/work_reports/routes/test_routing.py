"""Where a question is looked up, over made-up reports: places, years, comparisons, and what is not there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from retrieval.domains.work_reports.places.gazetteer import shipped_gazetteer
from retrieval.domains.work_reports.routes.document_catalog import DocumentCatalog
from retrieval.domains.work_reports.routes.routing import route
from retrieval.questions.follow_up import complete
from retrieval.questions.question import Lexicon, understand
from retrieval.types import Absence, Document, DocumentId, Level, QueryPlan, Route, RoutePart
from tests.retrieval.making import lexicon

YEARS = {
    "国务院": (2015, 2016, 2017),
    "吉林省": (2015, 2016, 2017, 2018),
    "吉林市": (2015, 2016),
    "抚州市": (2016,),
    "福州市": (2016, 2017),
    "苏州市": (2014, 2015, 2016, 2017),
    "宿州市": (2017,),
    "营口市": (2013, 2014, 2016, 2017, 2021),
    "保定市": (2016, 2017),
    "保定市徐水区": (2016,),
    "云岭县": (2017,),
}
PROVINCES = {
    "抚州市": "江西省",
    "福州市": "福建省",
    "苏州市": "江苏省",
    "宿州市": "安徽省",
    "营口市": "辽宁省",
}


def document(place: str, year: int | None) -> Document:
    known = shipped_gazetteer().called(place)
    level = known[0].level if known else Level.STATE if place == "国务院" else Level.COUNTY
    file = f"{place}-{year}"
    return Document(
        DocumentId(file), f"{file}.txt", "题", place, year, "", "", PROVINCES.get(place, ""), level
    )


DOCUMENTS = [document(place, year) for place, years in YEARS.items() for year in years]
SHELVES = DocumentCatalog(DOCUMENTS)


def known_words() -> Lexicon:
    return lexicon(report_year=2018, gazetteer=shipped_gazetteer().with_documents(DOCUMENTS))


WORDS = known_words()


def read(*turns: str) -> QueryPlan:
    previous: QueryPlan | None = None
    for turn in turns:
        previous = complete(understand(turn, WORDS), previous, WORDS)
    assert previous is not None
    return previous


def routed(*turns: str) -> Route:
    return route(read(*turns), SHELVES)


def nowhere(found: Route) -> list[Absence]:
    """What was asked for and is nowhere to be looked up."""
    return [absent(part) for part in found.parts if part.absence and not part.documents]


def absent(part: RoutePart) -> Absence:
    """What is missing, without what may be asked instead."""
    assert part.absence is not None
    return replace(part.absence, instead=())


def documents(*turns: str) -> list[list[str]]:
    return [list(part.documents) for part in routed(*turns).parts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("营口2016年建成了几座桥", ["营口市-2017", "营口市-2016"]),
        ("营口2016年完成了多少投资", ["营口市-2017", "营口市-2016"]),
        ("营口2016年的造船目标", ["营口市-2016", "营口市-2017"]),
        ("营口2013年完成了多少投资", ["营口市-2014", "营口市-2013"]),
        ("营口2017年报告里，去年修了几座桥", ["营口市-2017"]),
        ("看营口2017年政府工作报告，上一年修了几座桥", ["营口市-2017"]),
        ("营口2016年的市长是谁", ["营口市-2016"]),
        ("营口“十三五”期间要修几座桥", ["营口市-2016", "营口市-2021", "营口市-2017"]),
        ("营口到2020年要修几座桥", ["营口市-2016", "营口市-2021"]),
        ("营口有几座桥", [f"营口市-{year}" for year in (2021, 2017, 2016, 2014, 2013)]),
        ("營口2016年建成了幾座橋", ["营口市-2017", "营口市-2016"]),
        ("营口16 桥梁", ["营口市-2017", "营口市-2016"]),
        ("How many bridges did Yingkou plan for 2016?", ["营口市-2016", "营口市-2017"]),
        ("江西抚州2016年的造船目标", ["抚州市-2016"]),
        ("Fuzhou, Jiangxi: ship target for 2016", ["抚州市-2016"]),
        ("保定徐水2016年的白菜目标", ["保定市徐水区-2016"]),
        ("徐水县2016年的白菜目标", ["保定市徐水区-2016"]),
        ("云岭2017年的茶叶目标", ["云岭县-2017"]),
        ("Yunling County tea target for 2017", ["云岭县-2017"]),
        ("2016年全国造船目标", ["国务院-2016", "国务院-2017"]),
        ("国务院2017年的造船目标", ["国务院-2017"]),
        ("the Premier's ship target for 2017", ["国务院-2017"]),
        ("吉林全市2015年的玉米目标", ["吉林市-2015", "吉林市-2016"]),
        ("吉林2015年全省玉米目标", ["吉林省-2015", "吉林省-2016"]),
        ("吉林2018年的玉米目标", ["吉林省-2018"]),
        ("Jilin City corn target for 2015", ["吉林市-2015", "吉林市-2016"]),
        ("Suzhou silk target for 2016", ["苏州市-2016", "苏州市-2017"]),
        ("营口2016年引进上海的企业几家", ["营口市-2017", "营口市-2016"]),
        ("营口2016年到福州的航线几条", ["营口市-2017", "营口市-2016"]),
    ],
)
def test_one_place(text: str, expected: list[str]) -> None:
    found = routed(text)
    assert [list(part.documents) for part in found.parts] == [expected]
    assert (found.is_ambiguous, found.is_open, nowhere(found)) == (False, False, [])


def test_the_likelier_weigh_more() -> None:
    for text in ("营口2016年建成了几座桥", "营口有几座桥", "营口2016年的造船目标"):
        (part,) = routed(text).parts
        assert list(part.weights) == sorted(part.weights, reverse=True)
        assert part.weights[0] == 0.0
        assert len(part.weights) == len(part.documents)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "营口和福州2017年造船目标哪个高",
            [("营口2017年造船目标哪个高", "营口市-2017"), ("福州2017年造船目标哪个高", "福州市-2017")],
        ),
        (
            "营口、福州、苏州2017年造船目标",
            [
                ("营口2017年造船目标", "营口市-2017"),
                ("福州2017年造船目标", "福州市-2017"),
                ("苏州2017年造船目标", "苏州市-2017"),
            ],
        ),
        (
            "吉林省和吉林市2015年玉米目标",
            [("吉林省2015年玉米目标", "吉林省-2015"), ("吉林市2015年玉米目标", "吉林市-2015")],
        ),
        (
            "营口2013年、2014年和2017年的造船目标分别",
            [(f"营口{year}年的造船目标分别", f"营口市-{year}") for year in (2013, 2014, 2017)],
        ),
        (
            "2017年营口造船目标超过福州了吗",
            [("2017年营口造船目标超过了吗", "营口市-2017"), ("2017年造船目标超过福州了吗", "福州市-2017")],
        ),
        (
            "营口2017年造船目标比福州高吗",
            [("营口2017年造船目标高吗", "营口市-2017"), ("2017年造船目标比福州高吗", "福州市-2017")],
        ),
        (
            "ship target for 2017, Yingkou or Jilin province",
            [
                ("ship target for 2017, Yingkou", "营口市-2017"),
                ("ship target for 2017, Jilin province", "吉林省-2017"),
            ],
        ),
        (
            "营口和福州2016年和2017年造船目标",
            [
                (f"{place}{year}年造船目标", f"{place}市-{year}")
                for place in ("营口", "福州")
                for year in (2016, 2017)
            ],
        ),
        (
            "全国和营口2017年造船目标",
            [("全国2017年造船目标", "国务院-2017"), ("营口2017年造船目标", "营口市-2017")],
        ),
    ],
)
def test_a_comparison_is_taken_apart(text: str, parts: list[tuple[str, str]]) -> None:
    found = routed(text)
    assert not found.is_ambiguous
    assert [(part.question.normalized, part.documents[0]) for part in found.parts] == parts


def test_a_part_of_a_comparison_asks_for_nothing_of_the_others() -> None:
    first, second = routed("营口和福州2017年造船目标").parts
    assert (first.place and first.place.name, first.year, first.question.years) == ("营口市", 2017, (2017,))
    assert second.question.places == (frozenset({"福州"}),)
    assert "营口" not in (*second.question.terms, second.question.content)
    assert "福州" in second.question.terms


@pytest.mark.parametrize(
    "text",
    [
        "营口和福州之间的铁路2017年通车里程",
        "营口2013至2017年的造船产量",
        "营口2017年报告里和2013年比造船增长多少",
    ],
)
def test_no_comparison(text: str) -> None:
    assert len(routed(text).parts) == 1


def test_results_that_the_next_report_would_tell() -> None:
    (part,) = routed("营口2017年完成了多少投资").parts
    assert absent(part) == Absence("营口市", 2018, YEARS["营口市"])
    assert part.documents == ("营口市-2017",)


def test_a_name_of_two_places_is_left_open() -> None:
    found = routed("吉林2015年的玉米目标")
    assert found.is_ambiguous
    assert [part.documents[0] for part in found.parts] == ["吉林省-2015", "吉林市-2015"]
    assert [part.question.normalized for part in found.parts] == [
        "吉林省2015年的玉米目标",
        "吉林市2015年的玉米目标",
    ]


@pytest.mark.parametrize(
    ("text", "absence"),
    [
        ("营口2019年的造船目标", Absence("营口市", 2019, YEARS["营口市"])),
        ("营口2018年报告里的造船目标", Absence("营口市", 2018, YEARS["营口市"])),
        ("吉林市2018年的玉米目标", Absence("吉林市", 2018, (2015, 2016))),
        ("大连2016年的造船目标", Absence("大连市", None)),
        ("安徽芜湖2016年的造船目标", Absence("芜湖市", None)),
        ("双岛市2016年的造船目标", Absence("双岛市", None)),
        ("ship target of Atlantis City for 2016", Absence("Atlantis City", None)),
        ("铁西区2016年的造船目标", Absence("铁西区", None)),
    ],
)
def test_what_is_not_there(text: str, absence: Absence) -> None:
    assert nowhere(routed(text)) == [absence]


def test_a_report_that_may_tell_stands_in_for_the_one_that_is_not_there() -> None:
    (part,) = routed("营口2015年的造船目标").parts
    assert (part.documents, absent(part)) == (("营口市-2016",), Absence("营口市", 2015, YEARS["营口市"]))
    (part,) = routed("营口2020年的桥建成了几座").parts
    assert (part.documents, part.absence) == (("营口市-2021",), None)


def test_a_county_without_reports_is_looked_up_in_those_of_its_prefecture() -> None:
    (part,) = routed("盖州市2016年的苹果目标").parts
    assert part.documents[0] == "营口市-2016"
    assert part.absence == Absence("营口市盖州市", None)
    assert documents("营口盖州2016年的苹果目标")[0][0] == "营口市-2016"


def test_a_county_whose_prefecture_has_no_reports_either_is_looked_up_in_those_of_its_province() -> None:
    (part,) = routed("农安县2016年的玉米目标").parts
    assert part.documents[0] == "吉林省-2016"
    assert part.absence == Absence("长春市农安县", None)


def test_one_side_of_a_comparison_that_is_not_there() -> None:
    found = routed("营口和大连2017年造船目标")
    assert [list(part.documents) for part in found.parts] == [["营口市-2017"], []]
    assert nowhere(found) == [Absence("大连市", None)]


def test_no_place() -> None:
    found = routed("2016年的造船目标")
    assert found.is_open
    (part,) = found.parts
    assert {"营口市-2016", "吉林省-2016", "国务院-2016"} <= set(part.documents)
    assert all(key.endswith(("2016", "2017")) for key in part.documents)
    assert part.documents[0] == "国务院-2016"
    assert set(routed("造船目标").parts[0].documents) == {each.id for each in DOCUMENTS}


def test_the_chosen_documents() -> None:
    chosen = frozenset({DocumentId("营口市-2016"), DocumentId("营口市-2017"), DocumentId("福州市-2017")})
    found = route(read("2016年的造船目标"), SHELVES, chosen)
    assert not found.is_open
    assert set(found.parts[0].documents) == {"营口市-2016", "营口市-2017", "福州市-2017"}
    assert nowhere(route(read("苏州2016年的造船目标"), SHELVES, chosen)) == [Absence("苏州市", None)]
    assert route(read("Fuzhou ships"), SHELVES, chosen).parts[0].documents == ("福州市-2017",)


@pytest.mark.parametrize("text", ["国务院2030年的目标", "2030年的造船目标"])
def test_of_a_year_ahead_of_all_reports_any_of_them_may_speak(text: str) -> None:
    (part,) = route(read(text), SHELVES).parts
    assert (part.absence, bool(part.documents)) == (None, True)


def test_one_document_needs_no_choice() -> None:
    catalog = DocumentCatalog([document("营口市", 2017)])
    for text in ("2016年的造船目标", "大连2030年和2031年的造船目标", "营口和大连"):
        question = read(text)
        (part,) = route(question, catalog).parts
        assert (part.question, part.documents, part.absence) == (question, ("营口市-2017",), None)


def test_of_one_document_a_place_in_front_only_says_where_to_look() -> None:
    catalog = DocumentCatalog([document("营口市", 2017)])
    places = [
        route(read(text), catalog).parts[0].place
        for text in ("营口造船目标", "给营口的造船目标", "大连造船目标")
    ]
    assert [place and place.name for place in places] == ["营口市", None, None]


def test_one_place_needs_no_name() -> None:
    catalog = DocumentCatalog([document("营口市", year) for year in (2016, 2017)])
    found = route(read("2017年的造船目标"), catalog)
    assert [list(part.documents) for part in found.parts] == [["营口市-2017"]]
    assert not found.is_open
    assert [part.year for part in route(read("2016年和2017年的造船目标"), catalog).parts] == [2016, 2017]


def test_of_any_year_an_indicator_is_that_of_the_newest_report() -> None:
    def weights(text: str) -> list[float]:
        return list(routed(text).parts[0].weights)

    assert documents("营口的财政收入是多少") == [
        [f"营口市-{year}" for year in (2021, 2017, 2016, 2014, 2013)]
    ]
    assert weights("营口的财政收入") == pytest.approx([0.0, -0.4, -0.5, -0.7, -0.8])
    assert weights("营口的财政收入是多少") == pytest.approx([0.0, -0.16, -0.2, -0.28, -0.32])
    assert weights("营口修了几座桥") == [0.0] * 5
    assert documents("营口的报告是谁作的") == [["营口市-2021"]]


def test_documents_that_do_not_tell_their_place_are_never_left_out() -> None:
    loose = document("", None)
    catalog = DocumentCatalog([*DOCUMENTS, loose])
    for text in ("营口2017年的造船目标", "2017年的造船目标"):
        (part,) = route(read(text), catalog).parts
        assert part.documents[-1] == loose.id
        assert part.weights[-1] == -1.0


def test_nothing_indexed() -> None:
    assert route(read("营口2017年"), DocumentCatalog([])).parts[0].documents == ()


FIRST = "营口2016年的造船目标是多少"


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        ((FIRST, "那福州呢"), ["福州市-2016", "福州市-2017"]),
        ((FIRST, "2017年呢"), ["营口市-2017"]),
        ((FIRST, "茶叶目标呢"), ["营口市-2016", "营口市-2017"]),
        ((FIRST, "2014年修了几座桥？"), ["营口市-2014", "营口市-2016"]),
        ((FIRST, "那福州呢", "2017年呢"), ["福州市-2017"]),
        ((FIRST, "谁作的报告"), ["营口市-2016"]),
        (("营口2016年的财政收入", "谁作的报告"), ["营口市-2017"]),
        (("营口2016年的财政收入", "谁作的报告", "报告是哪天作的"), ["营口市-2017"]),
        (("营口", "谁作的报告"), ["营口市-2021"]),
        ((FIRST, "全国的呢"), ["国务院-2016", "国务院-2017"]),
        (("吉林市2015年的玉米目标", "吉林2016年呢"), ["吉林市-2016"]),
        (("Yingkou ship target for 2016", "what about Jilin province?"), ["吉林省-2016", "吉林省-2017"]),
        (("江西抚州2016年的造船目标", "茶叶目标呢"), ["抚州市-2016"]),
    ],
)
def test_a_follow_up(turns: tuple[str, ...], expected: list[str]) -> None:
    assert documents(*turns) == [expected]


def test_a_comparison_goes_on() -> None:
    assert documents("营口和福州2016年的造船目标", "2017年呢") == [["营口市-2017"], ["福州市-2017"]]
    assert documents("营口和福州2017年的造船目标", "茶叶目标呢") == [["营口市-2017"], ["福州市-2017"]]
    assert documents("营口2017年的造船目标", "那福州和苏州呢") == [["福州市-2017"], ["苏州市-2017"]]
