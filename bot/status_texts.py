"""The sentences of /status, in simplified and traditional Chinese and in English.

As `bot.texts`: one record a language, no markup.
"""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.types import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusTexts:
    """The sentences of one language; `{…}` marks what is filled in."""

    title: str
    counts: str
    vectors: str
    """Of both models, as long as some are missing."""
    vectors_whole: str
    filling_fast: str
    filling: str
    not_filling: str
    """Said when vectors are missing and nobody is known to make them."""
    changed: str

    seconds: str
    """A span of time, like the next three."""
    minutes: str
    hours: str
    days: str


def status_texts_in(language: Language) -> StatusTexts:
    """The sentences of a language."""
    return _ALL[language]


_ALL = {
    Language.SIMPLIFIED: StatusTexts(
        title="📊 索引",
        counts="{documents}份文件，{passages}段，{sentences}句",
        vectors="句子向量：快速模型{fast}，精确模型{accurate}",
        vectors_whole="句子向量：全部就绪",
        filling_fast="正在补快速模型的：每秒{rate}句，还要约{left}；然后是精确模型的。",
        filling="正在补：每秒{rate}句，还要约{left}。",
        not_filling="还没补的句子照样能查，只是慢一点。",
        changed="文件最近更新：{ago}前",
        seconds="{number}秒",
        minutes="{number}分钟",
        hours="{number}小时",
        days="{number}天",
    ),
    Language.TRADITIONAL: StatusTexts(
        title="📊 索引",
        counts="{documents}份文件，{passages}段，{sentences}句",
        vectors="句子向量：快速模型{fast}，精確模型{accurate}",
        vectors_whole="句子向量：全部就緒",
        filling_fast="正在補快速模型的：每秒{rate}句，還要約{left}；然後是精確模型的。",
        filling="正在補：每秒{rate}句，還要約{left}。",
        not_filling="還沒補的句子照樣能查，只是慢一點。",
        changed="文件最近更新：{ago}前",
        seconds="{number}秒",
        minutes="{number}分鐘",
        hours="{number}小時",
        days="{number}天",
    ),
    Language.ENGLISH: StatusTexts(
        title="📊 Index",
        counts="Documents: {documents}, paragraphs: {passages}, sentences: {sentences}",
        vectors="Sentence vectors: fast model {fast}, accurate model {accurate}",
        vectors_whole="Sentence vectors: all there",
        filling_fast="Making the fast model's: {rate} a second, about {left} left; then the accurate model's.",
        filling="Making them: {rate} a second, about {left} left.",
        not_filling="Sentences without one are found all the same, a little slower.",
        changed="Documents last changed: {ago} ago",
        seconds="{number} s",
        minutes="{number} min",
        hours="{number} h",
        days="{number} d",
    ),
}
