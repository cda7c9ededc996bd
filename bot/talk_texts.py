"""The sentences of the conversation in the terminal, in simplified and traditional Chinese and in English."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.types import Language

TALK_KEYS = ("1 2 3 …", "< >", "/history", "/sources", "/use 1 3", "/status", "/new", "/help", "exit")
"""What can be typed instead of a question; `meanings` says what each does, in this order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkTexts:
    """The sentences of one language; `{…}` marks what is filled in."""

    invitation: str
    meanings: tuple[str, ...]
    no_history: str
    sources_title: str
    sources_none: str
    all_searched: str
    more_sources: str
    forgotten: str
    nothing_open: str
    no_neighbour: str


def talk_texts_in(language: Language) -> TalkTexts:
    """The sentences of a language."""
    return _ALL[language]


_ALL = {
    Language.SIMPLIFIED: TalkTexts(
        invitation="问一个问题，例如：{example}？（数字打开出处，/help 帮助，exit 离开）",
        meanings=(
            "打开这个编号的出处全文",
            "出处的上一段、下一段",
            "问过的问题和回答",
            "能查的文件；/sources 盘锦 2017 按名字找",
            "只查这些编号或名字的文件；/use all 查全部",
            "文件和索引的状态",
            "换个话题，不接着上一个问题",
            "这些说明",
            "离开（也可以按 Ctrl-D）",
        ),
        no_history="还没有问过问题。",
        sources_title="能查的文件（✓ 会查）：",
        sources_none="没有名字里有“{words}”的文件。",
        all_searched="查全部{count}份文件。",
        more_sources="共{count}份。按地名、年份找：/sources 盘锦 2017",
        forgotten="好，换个话题。",
        nothing_open="先用编号打开一个出处，再看它的前后段。",
        no_neighbour="没有更多段落了。",
    ),
    Language.TRADITIONAL: TalkTexts(
        invitation="問一個問題，例如：{example}？（數字打開出處，/help 說明，exit 離開）",
        meanings=(
            "打開這個編號的出處全文",
            "出處的上一段、下一段",
            "問過的問題和回答",
            "能查的文件；/sources 盤錦 2017 按名字找",
            "只查這些編號或名字的文件；/use all 查全部",
            "文件和索引的狀態",
            "換個話題，不接著上一個問題",
            "這些說明",
            "離開（也可以按 Ctrl-D）",
        ),
        no_history="還沒有問過問題。",
        sources_title="能查的文件（✓ 會查）：",
        sources_none="沒有名字裡有「{words}」的文件。",
        all_searched="查全部{count}份文件。",
        more_sources="共{count}份。按地名、年份找：/sources 盤錦 2017",
        forgotten="好，換個話題。",
        nothing_open="先用編號打開一個出處，再看它的前後段。",
        no_neighbour="沒有更多段落了。",
    ),
    Language.ENGLISH: TalkTexts(
        invitation="Ask a question, for example: {example}  (a number opens its source, /help, exit)",
        meanings=(
            "open the source with this number",
            "the paragraph before, after",
            "what was asked and answered",
            "the documents; /sources 盘锦 2017 finds by name",
            "search only these numbers or names; /use all: every one",
            "how the index is",
            "a new subject, not a follow-up",
            "this help",
            "leave (Ctrl-D does, too)",
        ),
        no_history="Nothing was asked yet.",
        sources_title="The documents (✓ is searched):",
        sources_none="No document is named “{words}”.",
        all_searched="Searching all {count} documents.",
        more_sources="{count} in all. To find some by place and year: /sources 盘锦 2017",
        forgotten="Fine, a new subject.",
        nothing_open="Open a source by its number first, then its neighbours.",
        no_neighbour="There is no further paragraph.",
    ),
}
