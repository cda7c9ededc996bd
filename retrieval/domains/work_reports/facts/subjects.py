"""The words before a figure -> what the figure is about: an indicator of the glossary, and what narrows it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.domains.work_reports.facts.predicates import without_predicate
from retrieval.domains.work_reports.facts.records import Subject
from retrieval.language.glossary import Glossary

_PLACES = r"(?:全|我|本)(?:国|省|市|区|县|州|盟|旗|社会)|全自治[区州县]|全地区|全域|市域|县域|省级|市级|区级|县级|城区"
_WHEN = (
    r"(?:19|20)\d\d年(?:底|末|全年|的)?|\d\d年|全年|今年|去年|上年|明年|当年|年末|年底|年内|初步(?:预计|核算"
    r"|统计|测算|匡算)|预计到?|据(?:初步)?(?:统计|测算|核算)|截至|截止"
    r"|过去一?年|一年来|五年来|过去五年|到|至|[一二三四]季度|[上下]半年|前[一二三两]个?季度"
)
_HOW = (
    r"力争|争取|确保|保证|努力|实现|完成|达到|推动|促进|保持|其中|同时|并|而且|特别是|尤其是|以及|和|与|及|等"
    r"|使|让|将|要|建议|预期|计划|拟"
    r"|(?:经济社会发展)?(?:主要)?(?:的)?(?:预期)?目标(?:建议)?(?:是|为|如下)?|主要(?:经济)?指标"
    r"|综合考虑.{0,12}因素|按照.{0,12}要求|不含农户|扣除.{0,6}因素|的|了|已|各类|各级|累计|总的|总|共|主要"
)
_LEADING = re.compile(rf"^(?:{_PLACES}|{_WHEN}|{_HOW}|[,、:;。（）()“”\"\s—\-]|[一二三四五六七八九十]是)")
_TAIL = (
    r"(?:(?:运营|通车|营业)?总?里程|总额|总量|总值|总数|规模|数量|收入总量|数|额|值|量|指标|增加值|增长|增速|增幅|涨幅|降幅|人数|目标|预期|任务"
    r"|水平|的|率|幅度|速度|指数|\([^)]{0,12}\))*"
)
_END = re.compile(_TAIL)
_OPEN = re.compile(r"[,;。:]")
_LIST = re.compile(r"[、和与及]|以及")
_BOTH = {
    "城乡": ("城镇", "农村"),
    "城镇和农村": ("城镇", "农村"),
    "城镇、农村": ("城镇", "农村"),
    "城市和农村": ("城镇", "农村"),
}
_MOST = 40
"""Characters of a subject; what is longer is a sentence of its own."""


class SubjectReader:
    """Reads subjects by the names of a glossary."""

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary

    def read(self, between: str) -> str:
        """The words of the subject in a text that ends before a figure; empty: it names none, so the one before goes on.

        Args:
            between: narrowed, from the figure before to this one.
        """
        last, *before = reversed(_OPEN.split(between))
        for piece in (last, *before):
            # 比近三年之和多26亿元 says what it is compared with, not what it is of.
            words = "" if piece[:1] in {"比", "较"} else self._named(piece)
            if sum(map(str.isalnum, words)) > 1:
                return words if piece is last else self._head(words)
        return ""

    def _named(self, piece: str) -> str:
        return _without_leading(self._whole_name(piece, without_predicate(piece)))

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
            return Subject(
                own, last.entry.standard, last.name, _without_leading(own[: last.start]).strip("的、 ")
            )
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


def _without_leading(text: str) -> str:
    while match := _LEADING.match(text):
        text = text[match.end() :]
    return text
