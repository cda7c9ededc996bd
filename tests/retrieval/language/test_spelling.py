"""Typing errors are mended; what is only unknown is left alone, which matters more."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from retrieval.language import tokenizer
from retrieval.language.dictionary import build_dictionary
from retrieval.language.glossary import shipped_glossary
from retrieval.language.normalizing import normalize
from retrieval.language.spelling import Speller
from retrieval.search.opened_index import OpenedIndex


@cache
def english_words() -> frozenset[str]:
    return build_dictionary(()).words


def speller_of(names: list[str], words: list[str]) -> Speller:
    return Speller(names, words, tokenizer.dictionary_words, tokenizer.STOP_WORDS | english_words())


@pytest.fixture(scope="module")
def shipped(fake_index: OpenedIndex) -> Speller:
    """The shipped glossary and the words of the shipped report."""
    return speller_of([*shipped_glossary().names], sorted(fake_index.words.words))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("城镇登记失叶率去年多少", "城镇登记失业率去年多少"),
        ("固定资产头资目标", "固定资产投资目标"),
        ("社会消费品零售总鄂", "社会消费品零售总额"),
        ("一般公共预算首入", "一般公共预算收入"),
        ("旅游业总收如增长多少", "旅游业总收入增长多少"),
        ("实际利用外姿多少", "实际利用外资多少"),
        ("棚户去改造多少套", "棚户区改造多少套"),
        ("商品放销售面积", "商品房销售面积"),
        ("财正收入和粮食禅量", "财政收入和粮食产量"),
        ("吞土能力", "吞吐能力"),
        ("高心技术企业", "高新技术企业"),
        ("招商引子", "招商引资"),
        ("水稻产亮", "水稻产量"),
        ("网上公共服物平台", "网上公共服务平台"),
        ("石化产业基第", "石化产业基地"),
    ],
)
def test_homophones_and_one_wrong_character(shipped: Speller, typed: str, meant: str) -> None:
    assert shipped.mend(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2017年GPD目标", "2017年gdp目标"),
        ("tuorism revenue", "tourism revenue"),
        ("unemploymnet", "unemployment"),
        ("unemployement rate", "unemployment rate"),
        ("exprots in 2016", "exports in 2016"),
        ("retial sales", "retail sales"),
        ("goverment debt", "government debt"),
        ("budget reveune", "budget revenue"),
    ],
)
def test_letters(shipped: Speller, typed: str, meant: str) -> None:
    assert shipped.mend(typed) == meant


CORRECT = [
    "服务业增加值",
    *["2017年一般公共预算收入打算增长多少", "去年粮食打了多少万吨", "新区今年要做几项基础设施工程"],
    *["农村的厕所改造了多少户", "哪个村被评为美丽休闲乡村", "螃蟹沟治理花了多少钱", "谁在会上作的报告"],
    *["红海滩廊道要晋升几A级景区", "市里今年要建几个公园", "盘锦有几所大学", "辽河油田去年产了多少油"],
    *["中储粮的项目什么时候投产", "为什么要开展软环境建设年活动", "城乡低保标准提高了百分之几"],
    *["城市居民人均可支配收入多少元", "看病报销比例是多少", "小学生课业负担怎么减轻", "空气质量在全省排第几"],
    *["棚改今年要改多少户", "公交车改造多少台", "马拉松是第几届", "商品房卖了多少平方米"],
    *["哪些企业是智能制造试点", "市长叫什么名字", "政府工作还存在哪些问题", "京哈高速扩容了吗"],
    *["盘锦港有几个泊位", "大洼什么时候撤县设区", "二胎政策是怎么说的", "房价涨了多少", "出租车有多少辆"],
    *["新冠疫情怎么防控", "居民消费价格涨幅控制在多少", "研发经费占生产总值的比重", "失业人员再就业"],
    *["农村公路修了多少公里", "社保基金", "外资企业几家", "进口汽车", "居民收入和农民收入差多少", "河长制"],
    *[
        "法院和检察院的工作",
        "冬季供暖",
        "雾霾天数",
        "高新技术产业增加值",
        "消费券",
        "稻蟹",
        "双创",
        "反腐",
        "画展有几幅画",
    ],
    *["上海的GDP", "R&D", "PM2.5浓度", "PPP项目", "5A级景区", "4G基站", "CPI", "App Store", ""],
    *["how much foreign investment was used", "what is the unemployment ceiling", "who delivered the report"],
    *["which town made the national list", "how many trees were planted", "what about retail sales"],
    *[
        "urban income growth target",
        "when does the railway open",
        "number of poor households",
        "forest cover",
    ],
    *["electric vehicle charging points", "housing sold", "incubated companies", "chess tournament"],
    *[
        "centre for technology",
        "labour market",
        "urbanisation",
        "organisation reform",
        "the colour of the city",
    ],
    *[
        "trail",
        "trials",
        "quite",
        "trade",
        "projects",
        "protect",
        "employers",
        "employees",
        "resident",
        "expected",
        "rebuilding",
    ],
]


@pytest.mark.parametrize("text", CORRECT)
def test_what_is_correct_is_left_alone(shipped: Speller, text: str) -> None:
    assert len(CORRECT) > 40
    assert shipped.mend(normalize(text)) == normalize(text)


@pytest.mark.parametrize(
    "text",
    [
        "张世昌是谁",
        "徐晓飞的职务",
        "李惠珍是哪个部门的",
    ],
)
def test_names_of_people_are_left_alone(shipped: Speller, text: str) -> None:
    assert shipped.mend(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "planned investment",
        "family planning",
        "contact of the mayor",
        "number of experts",
        "form of the reform",
        "the produce of farms",
        "healthy towns",
        "other countries",
        "police stations",
        "the harbour master",
        "religious belief",
        "leading companies",
        "equality",
    ],
)
def test_common_english_words_are_left_alone(shipped: Speller, text: str) -> None:
    assert shipped.mend(text) == text


class TestAgainstASmallVocabulary:
    """What counts as near, with nothing else in the way."""

    def test_a_short_name_is_never_mended_by_its_sound(self) -> None:
        assert speller_of(["渔业"], []).mend("渔夜") == "渔夜"

    def test_a_name_that_stands_there_is_kept_and_the_rest_still_mended(self) -> None:
        speller = speller_of(["渔业总产值", "茶叶总产量"], [])
        assert speller.mend("渔业总产值和茶叶总产亮") == "渔业总产值和茶叶总产量"

    def test_two_wrong_characters_are_too_many_unless_they_sound_right(self) -> None:
        speller = speller_of(["渔业总产值"], [])
        assert speller.mend("林业总产量") == "林业总产量"
        assert speller.mend("鱼叶总产值") == "渔业总产值"

    def test_what_the_documents_have_is_right(self) -> None:
        assert speller_of(["export"], ["expert"]).mend("expert") == "expert"
        assert speller_of(["export"], []).mend("exprot") == "export"

    @pytest.mark.parametrize("typed", ["exports", "exported", "expor"])
    def test_another_ending_is_no_error(self, typed: str) -> None:
        assert speller_of(["export"], []).mend(typed) == typed

    @pytest.mark.parametrize(
        ("typed", "meant"), [("GPD", "gdp"), ("gdb", "gdb"), ("gd", "gd"), ("gdp2", "gdp2")]
    )
    def test_in_a_short_word_only_letters_may_be_swapped(self, typed: str, meant: str) -> None:
        assert speller_of(["gdp"], []).mend(typed) == meant

    def test_an_empty_vocabulary_mends_nothing(self) -> None:
        assert speller_of([], []).mend("渔业产直 exprots 2017") == "渔业产直 exprots 2017"

    def test_mending_twice_changes_nothing_more(self, shipped: Speller) -> None:
        once = shipped.mend("城镇登记失叶率和tuorism目标")
        assert shipped.mend(once) == once == "城镇登记失业率和tourism目标"


def test_a_word_too_rare_to_be_learnt_is_not_mended() -> None:
    def spelling(knows: Callable[[str], bool] | None) -> Speller:
        words = ("空间", "railway")
        return Speller((), words, tokenizer.dictionary_words, tokenizer.STOP_WORDS, knows)

    typed = "空见与railwey"
    assert spelling(None).mend(typed) == "空间与railway"
    assert spelling({"空见"}.__contains__).mend(typed) == "空见与railway"
    assert spelling({"空见", "railwey"}.__contains__).mend(typed) == typed
