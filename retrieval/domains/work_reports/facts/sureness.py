"""Which figures are told as records: those of which all parts are sure. What is doubtful is left out, not guessed.

A question or a claim names what it is about, so that a doubtful figure is held against it; a record stands by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from retrieval.domains.work_reports.facts.clause_places import ClausePlaces, is_of_wider
from retrieval.domains.work_reports.facts.measure_names import is_standard
from retrieval.domains.work_reports.facts.records import Fact, Kind, Period
from retrieval.language.normalizing import narrowed
from retrieval.language.units import BARE
from retrieval.types import Role, is_han

_LEAST, _MOST = 3, 30
"""Characters of a subject that the glossary does not name; 投资, 入学 and 数量 leave open of what."""
_REACH = 240
"""Characters before a figure that are looked at; its sentence is hardly ever longer."""
_PLAN_YEARS = 5
"""One more are the years of a plan and the one that they are compared with."""
_IN_ORDER = 1990
"""Reports of earlier years keep to no order that says what is planned."""
_STOP = re.compile(r"[。；;！!？?]")
_CLAUSE = re.compile(r"[,;。:、!?](?![^(]*\))")
_JOINED = re.compile(r"\s*(?:[和与及并或]|以及|同时|其中|均|都)")
"""Han characters that may follow a figure: any other may be what it counts (385个项目) or its head (10%的县)."""
_JUNK_START = re.compile(
    r"分别|即|再[为次]|在|对|以(?![上下])|按|把|由|向|从|比|较|为|是|先后|率先|有|使|让|将|其|该|这|那|各|每|当|若|如|因|所"
    r"|近|超|过|达|于|达到|提高|增长|下降|上升|降至|同比|占|位|居|列|排|约|共|等|个|名|家|余|多|中(?=[的,])|年|月|日|至|到|不|已|大力(?!水)"
    r"|[\d(\[〔<《)）\]〕>》.%+\-—~#*]"
)
_JUNK_END = re.compile(
    r"(?:由|从|率先|连续|近|达|以|在|比|等|超|第|前|后|的|地|得|并|且|和|与|及|长期处于|处于|覆盖|下达|每|至|到|过|占|首|抓|主要|重点|最|[国省市县区州]级|约|个|多"
    r"|不低|不少|不超|不高|位|共|先后|已|将|实施|启动|推进|打造|新建|建成|完成|投入|支持|实现|开展|全面|中|全[国省区市州县]|跃升|每月|每年|人均|加快|落实|抓好|办好|做好|确保"
    r"|建设|改造|培育|引进|解决|参加|参与|涉及|包括|吸引|带动|惠及|服务|组织|举办|安排|新增|累计|获得|荣获|拥有|全年|同比|环比|规划)$"
)
_COMPARED = re.compile(
    r"高于|低于|快于|慢于|高出|超出|多于|少于|相当于|居全|位居|排名|分别|平均每|比上|比去|比前|较前|较上|同期|之比|之和"
)
_ONLY_VERBS = re.compile(
    r"(?:新|改|扩|续|建|设|成|开工|竣工|投产|完成|实施|启动|推进|打造|培育|引进|引导|支持|加快|推动|建立|建设|整合|优化"
    r"|全面|深入|继续|积极|大力|扎实|稳步|有序|重点|着力|努力|抓好|办好|落实|开展|举办|组织|解决|改造|完善|提升|新增|净增|累计"
    r"|谋划|储备|签约|落地|实现|达到|投入|带动|覆盖|惠及|获得|荣获|入选|创建|创成|认定|参加|处理|办理|查处|化解|取消|下放|淘汰"
    r"|关停|吸引|吸纳|聚焦|围绕|突出|坚持|做好|做强|做优|做大|整治|治理|新开|总|共|内|项目总)+"
)
_ITEM_CUT = re.compile(r"[存和与及]$")
_GROWTH_BEFORE = re.compile(r"增长|增速|增幅|下降|提高|上升")
_CHANGED_FROM = re.compile(r"由|从|自|比|较")
_YEARS = re.compile(r"(?:19|20)\d\d年?(?:[-—至到~](?:19|20)?\d\d年)?")
_INDEX = re.compile(r"(?:指数|系数|评分|得分|分值)$")
"""What has no unit."""
_OF_ANYTHING = re.compile(
    r"(?:(?:总|年|完成|计划|年度|项目|实际|实现|新增|到位|年均|累计|固定资产|建筑|销售|营业|主营业务|全口径|入库|上缴|财政)*"
    r"(?:投资额?|资金|面积|产值|收入|利润|利税|税收|税金|产量|产能|数量?|总量|总额|额|群众|人口|企业|项目|人员|学生|贷款|补贴|增加值"
    r"|游客|就业|营收|人次|人数|资产|.{0,4}规模|申请量|授权量|保有量|拥有量|交易额|成交额|销售额|到账额|投资占比)"
    r"|(?:入驻|集聚|加工)企业|上架产品|(?:投入|筹措|筹集|安排|落实|争取|到位|整合|各类|专项|财政|项目)+资金|全产业链产值|.{0,2}覆盖率|(?:.?(?:比例|比重|占比|覆盖率|合格率|达标率|办结率|结案率|退出率|满意率|满意度|完成率|交付率|入库率|开工率|参保率|入学率|消除率|办复率|好转率"
    r"|利用率|转化率|自给率|普及率|增长率|就业率|毛入园率|巩固率)))"
)
"""Names that say what is measured and not of what, which another sentence does."""
_ENTITY = re.compile(
    r"园区|开发区|高新区|经开区|新区|综保区|保税区|自贸|试验区|示范区|国有企业|国企|集团|公司|产业园|基地|示范园|港区|企业(?=完成|实现)|景区"
)
_SHARE = re.compile(r"(?:比重|占比|比例|率)$")
_GENERIC = frozenset({"增加值", "产值", "收入", "利润", "投资"})
"""Of what, a figure before says: 产业规模超过1万亿元，增加值占GDP比重30%."""
_COMPANY = re.compile(r"集团|公司")
_SO_FAR = re.compile(r"上半年|[\d一二三四五六七八九]月|季度")
_TITLE_BACK = re.compile(r"回顾|以来的?(?:工作|主要)|成就|完成情况")
_TITLE_AHEAD = re.compile(r"目标|任务|安排|部署|要求|思路|打算|建议|重点|计划|规划|今后|未来")
_OVER_YEARS = re.compile(r"年均|年平均|[五四三5]年|累计|以来|翻|比|较|十[一二三四]?五")
_OF_ONE = re.compile(r"全年|当年|本年|年末|年底")
_ALSO_GREW = re.compile(r"[,、](?:同比|比上年|比去年|实际|可比)*(?:增长|下降)(?!.{0,3}倍)")
_IN_A_ROW = re.compile(r"连续[一二三四五六七八九十\d]+年")
_AIM = re.compile(r"力争|确保(?!了)|预期目标|奋斗目标|争取(?!上级|中央|国家|到|省|资金|各类|专项|地方)")
_LOOKING_BACK = re.compile(r".{0,20}(?:以来|[五四三5一]年来)|过去|回顾")
_OF_YEARS = re.compile(
    r".{0,40}(?:[五四三5]年[,，。是来间]|[五四三5]年$|“?十[一二三四]?五”?(?:时期|期间|以来))"
)
_OPENING = 48
"""Characters of a paragraph that say what it is about."""
_YEAR_NAMED = re.compile(r"(?:19|20)\d\d年|去年|上年|全年|今年|年内|一年")
_STATE_VERB = re.compile(r"(?:改善|好转|优化|提速|提升|提高|压减|转化|净化|增支|减负|调整)$")
_PAVED = re.compile(r"[线路道街巷河沟渠链带廊桥管网措体例业鱼船龙狗犬肠梁隧堤坝项见]$")
"""What is counted by 条; policies are, too, but go by their number (惠企30条)."""
_RANKED = re.compile(r"全[国省市区州球县]|世界|[居列位排名第]")
_SHARES = re.compile(r"(?:率|比重|占比|比例|比|度|面|系数|指数|水平|份额|涨幅|增速|幅度|贡献)$|占")
"""What a level in % is of; 压减部门预算10%、专项资金20% tells a cut."""
_EXPLAINED = re.compile(r".{0,40}(?:[：:“”]+是?指|是指)")
_TOO_MUCH = re.compile(r"超[百千万亿]|[近过逾][百千万亿]")
_LONG = frozenset({"year_long", "month_long", "grade"})
"""三年行动, 二级医院: hardly ever a figure."""
_NAMED_YEAR = re.compile(r"(?:由|从|自|比|较)(?:19|20)\d\d年")
_UP_TO_NOW = re.compile(r"(?<!全年)(?<!年度)累计")


class SureFacts:
    """Takes the sure figures out of those of a report."""

    def __init__(self, places: ClausePlaces) -> None:
        self._places = places

    def of(self, facts: Iterable[Fact]) -> Iterator[Fact]:
        """The figures whose parts are all sure, in their order."""
        for fact in facts:
            if _is_of_known_time(fact) and _is_whole(fact) and self._is_sure(fact):
                yield fact

    def _is_sure(self, fact: Fact) -> bool:
        begin = max(0, fact.start - _REACH)
        before = narrowed(fact.passage.text[begin : fact.start])
        sentence = _STOP.split(before)[-1]
        clause = _CLAUSE.split(sentence)[-1]
        return (
            _is_subject(fact, clause, sentence)
            and _is_of_part(fact, sentence)
            and _is_of_kind(fact, clause)
            and (fact.kind in {Kind.RANK, Kind.GAP} or not is_of_wider(fact.document, clause))
            and not self._places.are_in(fact.document, sentence)
        )


def _is_of_known_time(fact: Fact) -> bool:
    """Whether role and years are known and go together."""
    report, years = fact.document.year, fact.years
    if report is None or fact.role is None or not years:
        return False
    if (len(years) > 1) is not (fact.period is Period.SEVERAL_YEARS) or len(years) == _PLAN_YEARS + 1:
        return False
    if fact.is_baseline:
        return max(years) <= report
    if fact.role is Role.TARGET:
        return min(years) >= report
    return max(years) < report or fact.period is Period.PART_OF_YEAR


def _is_of_part(fact: Fact, sentence: str) -> bool:
    """Whether a figure's role and year agree with what its sentence and its paragraph say they are about."""
    opening = narrowed(fact.passage.text[:_OPENING])
    if _EXPLAINED.match(opening):
        return False
    if fact.role is Role.TARGET:
        if (
            (fact.document.year or 0) < _IN_ORDER
            and not _AIM.search(opening + sentence)
            and "计划" not in sentence
        ):
            return False
        titles = "".join(fact.passage.section)
        looks_back = (
            _LOOKING_BACK.match(opening)
            or _SO_FAR.search(opening)
            or (_TITLE_BACK.search(titles) and not _TITLE_AHEAD.search(titles))
        )
        return not looks_back or bool(_AIM.search(sentence))
    if fact.period is Period.SEVERAL_YEARS and not _is_over_years(fact, sentence):
        return False
    if _AIM.search(sentence):
        return False
    is_of_years = fact.period is Period.YEAR and bool(_OF_YEARS.match(opening))
    return not is_of_years or bool(_YEAR_NAMED.search(sentence))


def _is_over_years(fact: Fact, sentence: str) -> bool:
    """Whether a figure of a sentence that tells of several years is of all of them, and not of the last."""
    clause = _CLAUSE.split(sentence)[-1]
    if _OVER_YEARS.search(clause):
        return True
    after = _STOP.split(narrowed(fact.passage.text[fact.end : fact.end + _REACH]))[0]
    if fact.kind is Kind.GROWTH or _OF_ONE.search(clause):
        return False
    return not _ALSO_GREW.match(after) and not _IN_A_ROW.search(sentence + after)


def _is_whole(fact: Fact) -> bool:
    """Whether nothing that follows a figure takes it for its own, and no other figure shares its words."""
    if fact.is_unclear or fact.is_doubtful or fact.measure.dimension in _LONG:
        return False
    if fact.measure.dimension == BARE and not _INDEX.search(fact.subject.words):
        return False
    after = re.sub(r"^\([^)]{0,14}\)", "", narrowed(fact.passage.text[fact.end : fact.end + 20]))
    return (
        not after
        or not (is_han(after[0]) or after[0].isalnum() or after[0] in '“”"‘’《+%/*×〕')
        or bool(_JOINED.match(after))
    )


def _is_subject(fact: Fact, clause: str, sentence: str) -> bool:
    words = fact.subject.words
    if not _LEAST <= len(words) <= _MOST and not is_standard(fact.subject):
        return False
    if fact.subject.item in _GENERIC or ("占" in fact.subject.item and "比重" not in words):
        return False
    if words not in clause and clause.rstrip().endswith("有"):
        return False
    if fact.measure.unit == "%" and sentence.endswith("的") and "占" not in words:
        return False
    if not _is_name(words) or _TOO_MUCH.search(words) or _ITEM_CUT.search(fact.subject.item):
        return False
    if _OF_ANYTHING.fullmatch(words) and not (is_standard(fact.subject) and not _ENTITY.search(sentence)):
        return False
    about = sentence + narrowed(fact.passage.text[:_OPENING])
    if is_standard(fact.subject) and not fact.subject.item and _ENTITY.search(about):
        return False
    if fact.subject.is_far and not is_standard(fact.subject):
        return False
    if _COMPANY.search(sentence) and not _COMPANY.search(words):
        return False
    if words.startswith(tuple(_GENERIC)) and len(words) > _LEAST:
        return False
    if words in clause:
        # 113个园区入驻企业3472家: what they are counted in stands before.
        rest = _YEARS.sub("", clause[: clause.index(words)])
        return not any(map(str.isdigit, rest)) or bool(_CHANGED_FROM.search(rest))
    return True


def _is_name(words: str) -> bool:
    """Whether words name a thing, as far as their form tells."""
    if _JUNK_START.match(words) or _JUNK_END.search(words) or _COMPARED.search(words):
        return False
    if any(words.count(left) != words.count(right) for left, right in ("“”", "()", "《》", "‘’", "〔〕")):
        return False
    if words.count('"') % 2 or (re.search(r"[、,;:。|/]", words) and "等" not in words):
        return False
    return not _ONLY_VERBS.fullmatch(words)


def _is_of_kind(fact: Fact, clause: str) -> bool:
    words = fact.subject.words
    if fact.is_baseline and not _NAMED_YEAR.search(clause):
        return False
    if fact.kind is Kind.RANK and (words not in clause or _GROWTH_BEFORE.search(clause)):
        return False
    if fact.kind is Kind.GROWTH and words not in clause and _SHARE.search(words) and fact.measure.unit == "%":
        # 占比达21%，年均增长16%: what grew is what has the share.
        return False
    if fact.measure.unit == "位" and fact.kind is not Kind.RANK:
        return False
    if fact.kind is Kind.RANK and not _RANKED.search(clause):
        return False
    if fact.kind is Kind.LEVEL and fact.measure.dimension in {"times", "share"} and not _SHARES.search(words):
        return False
    if (
        fact.kind is Kind.GROWTH
        and fact.measure.dimension in {"person", "thing"}
        and _STATE_VERB.search(clause)
    ):
        return False
    if fact.measure.unit == "条" and not _PAVED.search(words):
        return False
    if fact.kind is Kind.GAP and not fact.subject.indicator:
        return False
    if fact.period is Period.SEVERAL_YEARS or not _UP_TO_NOW.search(clause):
        return True
    return False
