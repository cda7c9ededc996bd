"""The words before a figure -> what the figure is about: an indicator of the glossary, and what narrows it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from retrieval.domains.work_reports.facts.predicates import without_predicate
from retrieval.domains.work_reports.facts.records import Subject
from retrieval.language.glossary import Glossary

_PLACES = r"(?:全|我|本)(?:国|省|市|区|县|州|盟|旗|社会)|全自治[区州县]|全地区|全域"
_WHEN = (
    r"(?:19|20)\d\d年(?:底|末|全年|的)?|[一二][〇零一二三四五六七八九]{3}年|\d\d年|全年|今年|去年|上年|明年|当年|年末|年底|年内|初步(?:预计|核算"
    r"|统计|测算|匡算)|预计到?|据(?:初步)?(?:统计|测算|核算)|截至|截止"
    r"|过去一?年|一年来|五年来|过去五年|到(?!位)|至|[一二三四]季度|[上下]半年|前[一二三两]个?季度"
)
_HOW = (
    r"力争|争取|确保|保证|努力|实现|完成(?!率)|达到|推动|促进|保持|其中|同时|并(?!联|网|购|轨)|而且|特别是|尤其是|以及|和(?!谐|平|美)|与|及(?!时)|等(?!级|候)"
    r"|使|让|将|要|建议(?=.)|预期|计划(?=[^生])|拟"
    r"|(?:经济社会发展)?(?:主要)?(?:的)?(?:预期)?目标(?:建议)?(?:是|为|如下)?|主要(?:经济)?指标"
    r"|综合考虑.{0,12}因素|按照.{0,12}要求|不含农户|扣除.{0,6}因素|的|了|已|但|虽|各类|各级|累计|总的|总|共计?|主要"
)
_LEADING = re.compile(rf"^(?:{_PLACES}|{_WHEN}|{_HOW}|[,、:;。（）()“”\"\s—\-①-⑳]|[一二三四五六七八九十]是)")
_TAIL = (
    r"(?:(?:运营|通车|营业)?总?里程|总额|总量|总值|总数|规模|数量|收入总量|数|额|值|量|指标|增加值|增长|增速|增幅|涨幅|降幅|人数|目标|预期|任务"
    r"|总?水平|的|率|幅度|速度|指数|\([^)]{0,12}\))*"
)
_END = re.compile(_TAIL)
_FROM = re.compile(
    r"(?<![自来理事缘])(?:由(?!于)|从(?![业事严])|(?:提高|增加|上升|下降|减少|增长|降低)?自(?![给治主然来筹贸愿身有由动]))"
    r"(?:(?:当时|原来|过去|现在|目前|现有|现|之前|最初|上年|去年|年初|[^,;。、]{0,5}年|[“\"]?十?[一-九]五[”\"]?[初末]?)的?|[每月年人生户亩均])*的?$"
)
"""What leads to the value before a change: 低保标准由月人均 before 177元提高到193元."""
_CHANGED_TO = re.compile(r"[^,;。、:\d]{0,6}(?:到了?|至|为|成)(?:(?:19|20)\d\d年(?:末|底)?)?的?")
_VERB = (
    r"新[改扩]?建|改扩?建|扩建|建成(?!区)|建设(?!施)|制定|出台|修订|废止|编制|签订|发布|打造|培育|引进|淘汰|关停|创建|创成|获评|获批|获|认定|开工|竣工|投产|改造"
    r"|修建|修复|整治|治理|开通|评选|评定|清理|拆除|取消|下放|查处|侦破|化解|培训|资助|救助|帮扶|安置|发放|减免"
    r"|签约|落地|实施|启动|推进|谋划|储备|组织|举办|开展|承办|办理|处理|受理|选派|选聘|招聘|招录|招募|录用|吸纳"
    r"|转移|输送|搬迁|消除|解决|减少|增加|增设|新设|设立|成立|组建|布局|布设|配备|购置|投放|更新|栽植|种植"
    r"|收储|盘活|处置|收回|核查|净增|新增|增|提供|安排|筹集|争取|投入|兑现|采购|接待|引导|支持|扶持|推广|上线"
    r"|接入|授予|入选|入围|荣获|评为|调处|破获|抓获|铺设|架设|疏通|打通|续建|维修|加固|铺装|硬化|亮化|提升|完善"
    r"|注册登记|登记注册|注册(?!资)|创作|出版|放映|演出|送戏|放养|补种|退还|归还|偿还|压减|压缩|削减|降低|下达|划拨|拨付|落实|追回"
)
_ACTED = re.compile(
    rf"(?:再|又|共|新|全面|继续|加快|大力|成功|深入|完成|依法|妥善|稳妥|有序|集中|高标准|高质量|严肃|稳步)*(?:{_VERB})(?:[和、及]?(?:{_VERB}))*"
)
_OF_ITS_OWN = re.compile(
    r"(?:率|比重|占比|资金|投资额?|花费|消费|收入|产值|增加值|税收|利润|额)[^一-鿿]*[达到超为约近]*$"
)
"""What is no thing that could be built or added as the one before it."""
_ACTS = re.compile(_VERB)
_LISTED = re.compile(r"\s*[、和与及]")
_PASSED = re.compile(r"^的?新?(?:台阶|大关|关口|门槛|行列|关)")
"""迈上3万亿元新台阶: what a figure is called, and no subject of the next."""
_COUNT = re.compile(r"总?(?:数量?|量)")
"""新建基站1万个、总数3万个: how many there are of the same."""
_ORDER = re.compile(r"个?(?:位次|名次)")
"""前移4个位次，居第13位: of what the clause before tells."""
_NEW = re.compile(
    r"[净新]增(?:加)?(?=[^就])|新(?:登记|注册|设立?|办|开办|[改扩]?建|认定|培育|引进|入库|获批?)"
)
_IN_ALL = re.compile(r"达|总数|累计|总量|总计|共|保有")
_OPEN = re.compile(r"[,;。:]")
_LIST = re.compile(r"[、和与及]|以及")
_BOTH = {
    "城乡": ("城镇", "农村"),
    "城镇和农村": ("城镇", "农村"),
    "城镇、农村": ("城镇", "农村"),
    "城市和农村": ("城镇", "农村"),
}
_ITEM_END = re.compile(r"(?:实现|完成|达到|每)+$")
_MOST = 40
"""Characters of a subject; what is longer is a sentence of its own."""


class SubjectReader:
    """Reads subjects by the names of a glossary."""

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary

    def read(self, between: str, before: Subject) -> Subject:
        """The subject of a figure.

        Args:
            between: narrowed, from the figure before to this one.
            before: the subject of the figure before, which goes on where this one names none; empty: there is none.
        """
        if before.words and (not between or _CHANGED_TO.fullmatch(between)):
            # 企业由26家重组为13家: whatever was done, they are counted still.
            return before
        last, *earlier = reversed(_OPEN.split(_PASSED.sub("", between)))
        for piece in (last, *earlier):
            # 比近三年之和多26亿元 says what it is compared with, not what it is of.
            words = "" if piece[:1] in {"比", "较"} else self._named(piece)
            if before.words and _ORDER.fullmatch(words):
                return before
            if _COUNT.fullmatch(words):
                before = self.subject(_ACTED.sub("", before.words, count=1))
                continue
            if sum(map(str.isalnum, words)) > 1:
                if piece is not last:
                    return replace(self.subject(self._head(words)), is_far=True)
                subject = self.subject(_shared_verb(before.words, piece) + words)
                is_far = _goes_on(before.words, between, words, subject.words)
                return replace(subject, is_far=True) if is_far else subject
        if _NEW.match(before.words) and _IN_ALL.search(between):
            # 新增A 21户，达58户: what is counted in all is not new.
            return self.subject(_NEW.sub("", before.words, count=1))
        return before

    def _named(self, piece: str) -> str:
        return _without_leading(_FROM.sub("", self._whole_name(piece, without_predicate(piece))))

    def _head(self, words: str) -> str:
        """The indicator that a clause without a figure begins with: 地区生产总值增速保持在合理区间, and 增长6.3% after it."""
        mentions = self._glossary.mentions(words)
        return words[: mentions[0].end] if mentions and mentions[0].start == 0 else words

    def _whole_name(self, piece: str, words: str) -> str:
        """The words with the end of a name that reads like a predicate: 经济增长 in 经济增长6%."""
        ends = (
            mention.end
            for mention in self._glossary.mentions(piece)
            if mention.start < len(words) < mention.end
        )
        end = max(ends, default=len(words))
        return piece[:end] if not without_predicate(piece[end:]) else words

    def subject(self, words: str) -> Subject:
        """The indicator that words stand for, if they name nothing else after it."""
        own = words[-_MOST:]
        mentions = self._glossary.mentions(own)
        if mentions and _END.fullmatch(own, mentions[-1].end):
            last = mentions[-1]
            return Subject(own, last.entry.standard, last.name, _item(own[: last.start]))
        return Subject(own)

    def several(self, words: str, count: int) -> list[Subject]:
        """The subjects of so many figures one after another: 城乡居民收入分别增长8%和10%; empty: it has another number.

        Args:
            words: of the common subject.
            count: of figures, at least two.
        """
        for both, kinds in _BOTH.items():
            if both in words and count == len(kinds):
                return [self.subject(words.replace(both, kind, 1)) for kind in kinds]
        parts = [part for part in _LIST.split(words) if part]
        return [self.subject(part) for part in self._completed(parts)] if len(parts) == count else []

    def _completed(self, parts: Sequence[str]) -> list[str]:
        """The parts of a list of which the last has the words that all share: 城镇、农村居民收入."""
        last = parts[-1]
        return [*(self._with_end(part, last) for part in parts[:-1]), last]

    def _with_end(self, part: str, last: str) -> str:
        if self._glossary.mentions(part) and self.subject(part).indicator:
            return part
        ends = (part + last[at:] for at in range(1, len(last)))
        return next((whole for whole in ends if self._is_name(_without_leading(whole))), part)

    def _is_name(self, words: str) -> bool:
        mentions = self._glossary.mentions(words)
        return bool(mentions) and mentions[0].start == 0 and mentions[0].end == len(words)


def names_act(words: str) -> bool:
    """Whether a subject begins with what was done, so that its figure is what was done in its years: 新建公园, 培训教师."""
    return bool(_ACTED.match(words))


def _shared_verb(before: str, piece: str) -> str:
    """The verb that a list's first thing has for all: 新建公园3座、公厕16座 tells of 新建公厕."""
    listed = _LISTED.match(piece)
    verb = _ACTED.match(before)
    if listed is None or verb is None or without_predicate(piece) != piece:
        return ""
    if _ACTED.match(piece, listed.end()) or _OF_ITS_OWN.search(piece):
        return ""
    return verb[0]


def _goes_on(before: str, between: str, words: str, whole: str) -> bool:
    """Whether a list goes on whose verb may hold still: 建成中心60个，服务站190个; 城区新增公交车100台、出租车200台."""
    if _ACTED.match(words) or _OF_ITS_OWN.search(words):
        return False
    if _LISTED.match(between):
        return whole == words and bool(_ACTS.search(before))
    return between.strip() == f",{words}" and bool(_ACTS.search(before))


def _item(text: str) -> str:
    return _ITEM_END.sub("", _without_leading(text).strip("的、 "))


def _without_leading(text: str) -> str:
    while match := _LEADING.match(text):
        text = text[match.end() :]
    return text
