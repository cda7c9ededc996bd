from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from retrieval.domains.work_reports.fact_service import FactService
from retrieval.domains.work_reports.facts import all_reports
from retrieval.fact_types import Reason, Verdict
from retrieval.language.glossary import shipped_glossary
from retrieval.store.index_store import IndexStore
from retrieval.types import PUBLIC, Lacking, Outcome, Reading, Role, WhyEmpty
from tests.fakes import fake_encoders
from tests.retrieval.built import build, opened

REPORTS = {
    "盘锦市-2018.txt": """2018年盘锦市政府工作报告
一、2017年工作回顾
过去一年，全市地区生产总值完成1280亿元，增长6.5%；城镇登记失业率2.8%。新建学校12所，全市科技型企业新增70家、达到420家。粮食产量118.8万吨，信访工作考核居全省第一位。城区面积由65平方公里增加到112平方公里。
由2016年的11.5%降低到9.6%的，是贫困发生率。
二、2018年主要目标
今年经济社会发展的主要预期目标是：地区生产总值增长7%左右，固定资产投资增长10%以上，城镇登记失业率控制在4%以内，居民收入与经济增长同步。
""",
    "盘锦市-2019.txt": """2019年盘锦市政府工作报告
一、2018年工作回顾
过去一年，全市地区生产总值增长7.1%。
二、2019年主要目标
今年经济社会发展的主要预期目标是：地区生产总值增长6.5%，一般公共预算收入增长5%。
""",
    "大连市-2018.txt": """2018年大连市政府工作报告
一、2017年工作回顾
过去一年，全市地区生产总值增长7.1%，粮食产量127.3万吨。
二、2018年主要目标
今年经济社会发展的主要预期目标是：地区生产总值增长6.5%—7%，实际利用外资与上年持平。
""",
}

MORE = {
    "湖山市-2023.txt": """2023年湖山市政府工作报告
一、2022年工作回顾
城镇、农村居民人均可支配收入分别达到71044元和44112元。财政总收入674.5亿元，其中一般公共预算收入387.3亿元。森林覆盖率达到48.03%，基本医保参保率稳定在95%以上。水产品出口3.2万吨，创汇1.09亿美元。进出口总额降幅由一季度的-23.1%收窄到-1.4%。
群体性事件、刑事立案数、治安案件受理数分别比2015年下降95.4%、41.1%和14.4%。股份有限公司发展到522家，其中上市公司36家。石油达到1.39亿吨。工业总量在全国省会城市中前移4个位次，居第13位。战略性新兴产业、高新技术产业产值占规上工业比重分别提升至41.5%、49.8%。
二、2023年主要目标
今年经济社会发展的主要预期目标是：地区生产总值增长6%，城镇调查失业率控制在5.5%以内。
""",
    "湖山市-2024.txt": """2024年湖山市政府工作报告
一、2023年工作回顾
过去一年，城镇调查失业率5.2%。
""",
}


@pytest.fixture(scope="module")
def more(tmp_path_factory: pytest.TempPathFactory) -> FactService:
    return made(tmp_path_factory, MORE)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> FactService:
    return made(tmp_path_factory, REPORTS)


def made(folders: pytest.TempPathFactory, reports: Mapping[str, str]) -> FactService:
    folder = folders.mktemp("reports")
    for name, text in reports.items():
        (folder / name).write_text(text, encoding="utf-8")
    store = IndexStore(Path(folders.mktemp("index")))
    build(store, [folder])
    return FactService(opened(store), fake_encoders().fast, shipped_glossary())


def test_places_by_years_each_cell_quoted(service: FactService) -> None:
    table = service.compare("盘锦和大连2018、2019年GDP目标哪个高", scope=PUBLIC)
    assert (table.indicator, table.kind, table.role) == ("地区生产总值", "growth", Role.TARGET)
    assert (table.places, table.years) == (("盘锦市", "大连市"), (2018, 2019))
    assert [cell.value for cell in table.cells] == ["7%左右", "6.5%", "6.5%—7%", ""]
    quoted = [cell for cell in table.cells if cell.passage and cell.span]
    assert [cell.span.of(cell.passage.text) for cell in quoted if cell.span and cell.passage] == [
        "7%左右",
        "6.5%",
        "6.5%—7%",
    ]
    assert table.cell("大连市", 2019).why_empty is WhyEmpty.NOT_HELD
    assert table.reading == Reading(Outcome.DIFFERENT, highest=(0,), lowest=(1,))
    assert [cell.clause.of(cell.passage.text) for cell in table.cells if cell.clause and cell.passage] == [
        "地区生产总值增长7%左右",
        "地区生产总值增长6.5%",
        "地区生产总值增长6.5%—7%",
    ]


def test_an_empty_cell_says_why(service: FactService) -> None:
    table = service.compare("盘锦大连2018年固定资产投资目标", scope=PUBLIC)
    assert [cell.value for cell in table.cells] == ["10%以上", ""]
    assert table.cell("大连市", 2018).why_empty is WhyEmpty.NOT_SAID
    said = service.compare("大连2018年实际利用外资目标", scope=PUBLIC).cells[0]
    assert (said.value, said.why_empty) == ("", WhyEmpty.NO_NUMBER)


def test_result_and_target_are_not_mixed(service: FactService) -> None:
    table = service.compare("盘锦2018年GDP增速", scope=PUBLIC)
    assert [(cell.value, cell.role) for cell in table.cells] == [("7.1%", Role.RESULT)]
    # Without a role a target stands where there is no result yet, marked.
    table = service.compare("盘锦2018年和2019年GDP增速", scope=PUBLIC)
    assert [(cell.value, cell.role) for cell in table.cells] == [("7.1%", Role.RESULT), ("6.5%", Role.TARGET)]
    assert (table.role, table.reading) == (None, Reading(Outcome.OTHER_ROLES))


def test_each_indicator_of_a_list_has_its_table(service: FactService) -> None:
    table = service.compare("盘锦和大连2017年GDP增速、粮食产量", scope=PUBLIC)
    (grain,) = table.further
    assert (table.indicator, table.kind, [cell.value for cell in table.cells]) == (
        "地区生产总值",
        "growth",
        ["6.5%", "7.1%"],
    )
    assert (grain.indicator, grain.kind, [cell.value for cell in grain.cells]) == (
        "粮食产量",
        "level",
        ["118.8万吨", "127.3万吨"],
    )
    assert service.compare("盘锦和大连2017年GDP增速", scope=PUBLIC).further == ()


def test_all_years_for_the_highest(service: FactService) -> None:
    table = service.compare("盘锦哪年GDP目标定得最高", scope=PUBLIC)
    assert table.years == (2018, 2019)
    assert (table.best, table.reading.highest) == ((0,), (0,))


def test_what_a_question_lacks(service: FactService) -> None:
    assert service.compare("比较一下", scope=PUBLIC).lacking is Lacking.INDICATOR
    assert service.compare("GDP目标", scope=PUBLIC).lacking is Lacking.PLACE


@pytest.mark.parametrize(
    ("claim", "verdict", "reason"),
    [
        ("盘锦2017年GDP是1280亿元", Verdict.SUPPORTED, Reason.AGREES),
        ("盘锦2017年GDP约1.28万亿元", Verdict.CONTRADICTED, Reason.OTHER_UNIT),
        ("盘锦2017年GDP超过1200亿元", Verdict.SUPPORTED, Reason.CLOSE),
        ("盘锦2017年GDP突破1300亿元", Verdict.CONTRADICTED, Reason.THRESHOLD),
        ("盘锦2017年GDP增长7%", Verdict.CONTRADICTED, Reason.TARGET_AS_RESULT),
        ("盘锦贫困发生率由2016年的9.6%升到2017年的11.5%", Verdict.CONTRADICTED, Reason.OTHER_DIRECTION),
        ("盘锦2017年城区面积65平方公里", Verdict.CONTRADICTED, Reason.OTHER_YEAR),
        ("盘锦2017年粮食产量将近119万吨", Verdict.SUPPORTED, Reason.CLOSE),
        ("盘锦2017年GDP下降6.5%", Verdict.CONTRADICTED, Reason.OTHER_DIRECTION),
        ("盘锦2017年新增科技型企业420家", Verdict.CONTRADICTED, Reason.TOTAL_AS_NEW),
        ("盘锦2017年粮食产量127.3万吨", Verdict.CONTRADICTED, Reason.OTHER_PLACE),
        ("盘锦2017年粮食产量127.9万吨", Verdict.CONTRADICTED, Reason.OTHER_FIGURE),
        ("盘锦2017年信访工作考核全省第二", Verdict.CONTRADICTED, Reason.OTHER_RANK),
        ("🔥盘锦2017年失业率2.8%！转发", Verdict.SUPPORTED, Reason.AGREES),
        ("Panjin's GDP grew 6.5% in 2017", Verdict.SUPPORTED, Reason.AGREES),
        # Of GDP a share is its growth, and not the jobless rate of the same list.
        ("Panjin's 2018 GDP target is 4%", Verdict.CONTRADICTED, Reason.OTHER_FIGURE),
        ("盘锦2017年出生人口一万人", Verdict.NOT_FOUND, Reason.NOT_SAID),
        ("盘锦2040年GDP将达到8000亿元", Verdict.NOT_FOUND, Reason.PREDICTION),
        ("2017年GDP是1280亿元", Verdict.NOT_FOUND, Reason.WHICH_PLACE),
        ("盘锦GDP增长7%", Verdict.NOT_FOUND, Reason.WHICH_YEAR),
        ("沈阳2017年GDP是1280亿元", Verdict.NOT_FOUND, Reason.NOT_HELD),
        ("盘锦2017年粮食产量118.8万吨是因为下雨", Verdict.NOT_FOUND, Reason.CAUSE),
        ("大连2019年GDP目标7%", Verdict.NOT_FOUND, Reason.NOT_HELD),
        ("盘锦2018年GDP目标不是8%", Verdict.SUPPORTED, Reason.AGREES),
        ("盘锦2017年GDP不是1280亿元", Verdict.CONTRADICTED, Reason.OTHER_FIGURE),
        ("盘锦2017年发展得真好", Verdict.NOT_FOUND, Reason.OPINION),
        ("盘锦2017年GDP才增长6.5%，太慢了", Verdict.SUPPORTED, Reason.AGREES),
        ("В 2017 году рост составил 7%", Verdict.NOT_FOUND, Reason.NO_CLAIM),
        ("", Verdict.NOT_FOUND, Reason.NO_CLAIM),
    ],
)
def test_a_verdict_with_its_cause(service: FactService, claim: str, verdict: Verdict, reason: Reason) -> None:
    checked = service.check(claim, scope=PUBLIC)
    assert (checked.verdict, checked.reason) == (verdict, reason)


@pytest.mark.parametrize(
    ("claim", "verdict", "reason"),
    [
        ("湖山2022年农村居民人均可支配收入71044元", Verdict.CONTRADICTED, Reason.OTHER_INDICATOR),
        ("湖山2022年城里人均可支配收入7.1万", Verdict.SUPPORTED, Reason.CLOSE),
        ("湖山2022年财政收入674.5亿元", Verdict.SUPPORTED, Reason.AGREES),
        ("湖山2022年一般公共预算收入674.5亿元", Verdict.CONTRADICTED, Reason.OTHER_INDICATOR),
        ("湖山2022年森林覆盖率过48%", Verdict.SUPPORTED, Reason.CLOSE),
        ("湖山2022年基本医保参保率稳定在95%以上", Verdict.SUPPORTED, Reason.AGREES),
        ("湖山2022年水产品出口创汇1.09亿元", Verdict.CONTRADICTED, Reason.OTHER_UNIT),
        ("湖山2022年进出口总额增长1.4%", Verdict.CONTRADICTED, Reason.OTHER_DIRECTION),
        ("湖山刑事立案数2022年比2015年上升41.1%", Verdict.CONTRADICTED, Reason.OTHER_DIRECTION),
        ("湖山2022年股份有限公司522家，其中上市的足足有46家", Verdict.CONTRADICTED, Reason.OTHER_FIGURE),
        ("湖山2022年石油产量1.39万吨", Verdict.CONTRADICTED, Reason.OTHER_UNIT),
        ("湖山2022年工业总量居全国省会城市第4位", Verdict.CONTRADICTED, Reason.OTHER_RANK),
        (
            "湖山2022年战新产业产值占规上工业49.8%，高新技术产业占41.5%",
            Verdict.CONTRADICTED,
            Reason.OTHER_INDICATOR,
        ),
        ("湖山2023年城镇调查失业率控制在5.5%以内", Verdict.SUPPORTED, Reason.AGREES),
        ("湖山2023年城镇调查失业率控制在5.2%", Verdict.SUPPORTED, Reason.AGREES),
    ],
)
def test_claims_as_people_post_them(more: FactService, claim: str, verdict: Verdict, reason: Reason) -> None:
    checked = more.check(claim, scope=PUBLIC)
    assert (checked.verdict, checked.reason) == (verdict, reason)


def test_both_figures_and_the_sentence_that_decides(service: FactService) -> None:
    checked = service.check("盘锦2017年GDP1280亿元，失业率3.8%", scope=PUBLIC)
    assert [(pair.claimed, pair.reported, pair.agrees) for pair in checked.figures] == [
        ("3.8%", "2.8%", False),
        ("1280亿元", "1280亿元", True),
    ]
    citation = checked.citations[0]
    assert (citation.file, citation.line) == ("盘锦市-2018.txt", 3)
    assert citation.highlights[0].of(citation.text) == "2.8%"


def test_what_is_denied_is_set_beside_the_figure(service: FactService) -> None:
    (pair,) = service.check("盘锦2018年GDP目标不是7%", scope=PUBLIC).figures
    assert (pair.claimed, pair.reported, pair.agrees) == ("不是7%", "7%左右", False)


@pytest.mark.parametrize(
    "text", ["？？？", "a" * 4000, "1" * 500, "Привет, мир 5%", "\ud800盘锦2017年GDP", "盘锦" * 300]
)
def test_nothing_a_person_can_type_raises(service: FactService, text: str) -> None:
    assert service.check(text, scope=PUBLIC).verdict is Verdict.NOT_FOUND
    assert service.compare(text, scope=PUBLIC).question == text


def test_every_record_stands_at_its_offsets(service: FactService) -> None:
    facts = list(service.facts(scope=PUBLIC))
    assert {fact.document.file for fact in facts} == set(REPORTS)
    assert all(fact.value == fact.passage.text[fact.start : fact.end] for fact in facts)


def test_several_processes_read_what_one_does(service: FactService, monkeypatch: pytest.MonkeyPatch) -> None:
    one = list(service.facts(scope=PUBLIC))
    monkeypatch.setattr(all_reports, "FEW", 0)
    assert list(service.facts(scope=PUBLIC)) == one


DIFFERING = {
    "湖山市-2011.txt": """2011年湖山市政府工作报告
一、2010年工作回顾
预计全市地区生产总值达到87亿元，粮食产量26.4万吨。
""",
    "湖山市-2013.txt": """2013年湖山市政府工作报告
一、2012年工作回顾
过去一年，全市地区生产总值达到103.1亿元。
二、2013年主要目标
到2015年地区生产总值达到150亿元，地区生产总值年均增长9%。
""",
    "湖山市-2016.txt": """2016年湖山市政府工作报告
一、“十二五”时期工作回顾
全市地区生产总值由2010年的91.9亿元增加到128亿元，粮食产量由2010年的26.4万吨增加到30万吨。
""",
    "湖山市-2016-11.txt": """2016年湖山市政府工作报告
一、2015年工作回顾
过去一年，全市地区生产总值达到131.5亿元。
""",
}


@pytest.fixture(scope="module")
def differing(tmp_path_factory: pytest.TempPathFactory) -> FactService:
    return made(tmp_path_factory, DIFFERING)


def test_a_cell_of_which_reports_differ_shows_what_each_says(differing: FactService) -> None:
    table = differing.compare("湖山2010到2015年GDP总量", scope=PUBLIC)
    cells = {cell.year: cell for cell in table.cells}
    first, last = cells[2010], cells[2015]
    told = [(each.value, each.document.file, each.span.of(each.passage.text)) for each in first.others]
    assert (first.value, told) == ("87亿元", [("91.9亿元", "湖山市-2016.txt", "91.9亿元")])
    assert {last.value, *(each.value for each in last.others)} == {"128亿元", "131.5亿元"}
    assert {each.document.file for each in last.others} < {"湖山市-2016.txt", "湖山市-2016-11.txt"}
    assert cells[2012].others == ()
    grain = differing.compare("湖山2010到2015年粮食产量", scope=PUBLIC)
    assert [(cell.value, cell.others) for cell in grain.cells if cell.value] == [
        ("26.4万吨", ()),
        ("30万吨", ()),
    ]


@pytest.mark.parametrize(
    ("claim", "verdict", "reason", "reported"),
    [
        ("湖山2010年GDP是87亿元", Verdict.SUPPORTED, Reason.AGREES, ["87亿元"]),
        ("湖山2010年GDP是91.9亿元", Verdict.SUPPORTED, Reason.REPORTS_DIFFER, ["91.9亿元", "87亿元"]),
        ("湖山2010年GDP是95.9亿元", Verdict.CONTRADICTED, Reason.OTHER_FIGURE, ["87亿元"]),
        ("哈哈湖山2010年GDP居然高达87亿", Verdict.SUPPORTED, Reason.CLOSE, ["87亿元"]),
        ("湖山2015年GDP要到150亿", Verdict.SUPPORTED, Reason.AGREES, ["150亿元"]),
        ("湖山12年GDP快110亿了", Verdict.SUPPORTED, Reason.CLOSE, ["103.1亿元"]),
        ("湖山2012年GDP跌破100亿了", Verdict.CONTRADICTED, Reason.THRESHOLD, ["103.1亿元"]),
    ],
)
def test_a_claim_of_which_reports_differ(
    differing: FactService, claim: str, verdict: Verdict, reason: Reason, reported: list[str]
) -> None:
    checked = differing.check(claim, scope=PUBLIC)
    assert (checked.verdict, checked.reason) == (verdict, reason)
    assert [pair.reported for pair in checked.figures] == reported
    assert len(checked.citations) == len(reported)
