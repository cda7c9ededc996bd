"""Whether it is sure what a figure is about: its words name a thing, and nothing before them says of whom else it is."""

from __future__ import annotations

import re

from retrieval.domains.work_reports.facts.measure_names import is_standard
from retrieval.domains.work_reports.facts.records import Fact
from retrieval.domains.work_reports.facts.surroundings import Surroundings
from retrieval.language.normalizing import narrowed

_LEAST, _MOST = 3, 30
"""Characters of a subject that the glossary does not name; 投资, 入学 and 数量 leave open of what."""
_JUNK_START = re.compile(
    r"分别|即|加上|再[为次]|在|对|以(?![上下])|按|把|由|向|从|比|较|为|是|先后|率先|有|使|让|将|其|该|这|那|各|每|当|若|如|因|所"
    r"|近|超|过|达|于|达到|提高|增长|下降|上升|降至|同比|占|位|居(?!民)|列|排|约|共|等|个|名|家|余|多|中(?=[的,])|年|月|日|至|到|不|已|大力(?!水)"
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
_OF_ANYTHING = re.compile(
    r"(?:(?:总|年|完成|计划|年度|项目|实际|实现|新增|到位|年均|累计|固定资产|建筑|销售|营业|主营业务|全口径|入库|上缴)*"
    r"(?:投资额?|资金|面积|产值|收入|利润|利税|税收|税金|产量|产能|数量?|总量|总额|额|群众|人口|企业|项目|人员|学生|贷款|补贴|增加值"
    r"|游客|就业|营收|人次|人数|资产|.{0,4}规模|申请量|授权量|保有量|拥有量|交易额|成交额|销售额|到账额|投资占比|签约金?额|合同金额|资产负债率)"
    r"|.{0,4}安排资金|补贴资金|(?:安全|综合|资源化)利用率|(?:入驻|集聚|加工)企业|上架产品|(?:投入|筹措|筹集|安排|落实|争取|到位|整合|各类|专项|财政|项目)+资金|全产业链产值|.{0,2}覆盖率|(?:.?(?:比例|比重|占比|覆盖率|合格率|达标率|办结率|结案率|退出率|满意率|满意度|完成率|交付率|入库率|开工率|参保率|入学率|消除率|办复率|好转率"
    r"|利用率|转化率|自给率|普及率|增长率|就业率|毛入园率|巩固率)))"
)
"""Names that say what is measured and not of what, which another sentence does."""
_GENERIC = frozenset({"增加值", "产值", "收入", "利润", "投资"})
"""Of what, a figure before says: 产业规模超过1万亿元，增加值占GDP比重30%."""
_ENTITY = re.compile(
    r"园区|开发区|高新区|经开区|新区|综保区|保税区|自贸|试验区|示范区|国有企业|国企|集团|公司|产业园|基地|示范园|港区|企业(?=完成|实现)|景区"
)
_COMPANY = re.compile(r"集团|公司")
_ITEM_CUT = re.compile(r"[存和与及]$")
_TOO_MUCH = re.compile(r"超[百千万亿]|[近过逾][百千万亿]")
_SAID_OF_IT = re.compile(r".保持|蝉联|位列")
"""经济保持中高速增长: what is said, and no name of a thing."""
_CHANGED_FROM = re.compile(r"由|从|自|比|较")
_YEARS = re.compile(r"(?:19|20)\d\d年?(?:[-—至到~](?:19|20)?\d\d年)?")
_PAIRS = tuple((each[0], each[1]) for each in ("“”", "()", "《》", "‘’", "〔〕"))


def has_sure_subject(fact: Fact, around: Surroundings) -> bool:
    """Whether the subject of a figure is whole and its own."""
    words = fact.subject.words
    return (
        (_LEAST <= len(words) <= _MOST or is_standard(fact.subject))
        and _is_name(words)
        and _is_of_something(fact)
        and not _is_of_another(fact, around)
        and not _is_of_a_part(fact, around)
    )


def _is_name(words: str) -> bool:
    """Whether words name a thing, as far as their form tells."""
    if _JUNK_START.match(words) or _JUNK_END.search(words) or _COMPARED.search(words):
        return False
    if _TOO_MUCH.search(words) or _SAID_OF_IT.search(words) or _ONLY_VERBS.fullmatch(words):
        return False
    if words.count('"') % 2 or any(words.count(left) != words.count(right) for left, right in _PAIRS):
        return False
    return "等" in words or not re.search(r"[、,;:。|/]", words)


def _is_of_something(fact: Fact) -> bool:
    """Whether words say of what they are: 增加值 and 覆盖率 do not, 地区生产总值 does."""
    subject = fact.subject
    if subject.item in _GENERIC or ("占" in subject.item and "比重" not in subject.words):
        return False
    if _ITEM_CUT.search(subject.item) or (subject.is_far and not is_standard(subject)):
        return False
    if subject.words.startswith(tuple(_GENERIC)) and len(subject.words) > _LEAST:
        return False
    return is_standard(subject) or not _OF_ANYTHING.fullmatch(subject.words)


def _is_of_another(fact: Fact, around: Surroundings) -> bool:
    """Whether the words before may be of a company or a park, and the figure with them."""
    words = fact.subject.words
    if _COMPANY.search(around.sentence) and not _COMPANY.search(words):
        return True
    if fact.subject.item or not fact.subject.indicator:
        return False
    # Below 加快滨海新区开发开放 a growth of revenue is the district's.
    heading = narrowed(" ".join(fact.passage.section[-1:]))
    said = around.sentence + around.opening if is_standard(fact.subject) else ""
    return bool(_ENTITY.search(f"{said} {heading}"))


def _is_of_a_part(fact: Fact, around: Surroundings) -> bool:
    """Whether a figure is of some of what its words name: 113个园区入驻企业3472家, 计划的96%, 预计有1.9万户."""
    words, clause = fact.subject.words, around.clause
    if fact.measure.unit == "%" and around.sentence.endswith("的") and "占" not in words:
        return True
    if words not in clause:
        return clause.rstrip().endswith("有")
    rest = _YEARS.sub("", clause[: clause.index(words)])
    return any(map(str.isdigit, rest)) and not _CHANGED_FROM.search(rest)
