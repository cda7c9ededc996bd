"""The sentences of buttons and of what they open, in simplified and traditional Chinese and in English.

As `bot.texts`, whose sentences are said in answers: one record a language, no markup.
"""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.types import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatTexts:
    """The sentences of one language; `{…}` marks what is filled in."""

    open_one: str
    """On a button, like those down to `back`."""
    open_number: str
    further: str
    share: str
    right: str
    wrong: str
    not_found: str
    previous: str
    next: str
    back: str

    passage_gone: str
    answer_gone: str
    further_title: str
    nothing_further: str
    button_gone: str
    judged: str
    choose_documents: str
    """On a button among the settings."""
    sources_title: str
    sources_matching: str
    sources_none: str
    use_hint: str
    use_title: str
    use_all: str
    use_these: str
    use_done: str
    use_kept: str
    use_kept_all: str
    use_too_many: str
    scope: str
    scope_lost: str


def chat_texts_in(language: Language) -> ChatTexts:
    """The sentences of a language."""
    return _ALL[language]


_SIMPLIFIED = ChatTexts(
    open_one="📖 原文",
    open_number="📖 原文{number}",
    further="更多段落",
    share="分享",
    right="👍 对",
    wrong="👎 不对",
    not_found="🔍 没找到",
    previous="‹ 上一段",
    next="下一段 ›",
    back="↩ 出处",
    passage_gone="这一段已经不在文件里了。可以重新提问。",
    answer_gone="这个回答已经过期了，请重新提问。",
    further_title="相关的段落：",
    nothing_further="没有别的相关段落了。",
    button_gone="按钮已经更新，请再点一次。",
    judged="记下了：{judgement}。改主意就再点别的。",
    choose_documents="📚 查哪些文件",
    sources_title="📚 共{count}份文件",
    sources_matching="📚 名字里有“{words}”的文件：{count}份",
    sources_none="没有名字里有“{words}”的文件。发 /sources 看全部。",
    use_hint="只查其中几份：/use",
    use_title="点一下选上，再点一下去掉：",
    use_all="查全部",
    use_these="选这{count}份",
    use_done="完成",
    use_kept="只查：{titles}",
    use_kept_all="现在查全部文件。",
    use_too_many="最多选{count}份。",
    scope="📑 只查了{titles}（/use 可改）",
    scope_lost="📑 选过的文件都不在了，这次查的是全部文件（/use 可改）",
)

_TRADITIONAL = ChatTexts(
    open_one="📖 原文",
    open_number="📖 原文{number}",
    further="更多段落",
    share="分享",
    right="👍 對",
    wrong="👎 不對",
    not_found="🔍 沒找到",
    previous="‹ 上一段",
    next="下一段 ›",
    back="↩ 出處",
    passage_gone="這一段已經不在文件裡了。可以重新提問。",
    answer_gone="這個回答已經過期了，請重新提問。",
    further_title="相關的段落：",
    nothing_further="沒有別的相關段落了。",
    button_gone="按鈕已經更新，請再點一次。",
    judged="記下了：{judgement}。改主意就再點別的。",
    choose_documents="📚 查哪些文件",
    sources_title="📚 共{count}份文件",
    sources_matching="📚 名字裡有「{words}」的文件：{count}份",
    sources_none="沒有名字裡有「{words}」的文件。發 /sources 看全部。",
    use_hint="只查其中幾份：/use",
    use_title="點一下選上，再點一下去掉：",
    use_all="查全部",
    use_these="選這{count}份",
    use_done="完成",
    use_kept="只查：{titles}",
    use_kept_all="現在查全部文件。",
    use_too_many="最多選{count}份。",
    scope="📑 只查了{titles}（/use 可改）",
    scope_lost="📑 選過的文件都不在了，這次查的是全部文件（/use 可改）",
)

_ENGLISH = ChatTexts(
    open_one="📖 Source",
    open_number="📖 Source {number}",
    further="More",
    share="Share",
    right="👍 Right",
    wrong="👎 Wrong",
    not_found="🔍 Not in it",
    previous="‹ Previous",
    next="Next ›",
    back="↩ Cited",
    passage_gone="This paragraph is no longer in the documents. Please ask again.",
    answer_gone="This answer has expired. Please ask again.",
    further_title="Related passages:",
    nothing_further="There are no other related passages.",
    button_gone="The buttons have changed. Please tap again.",
    judged="Noted: {judgement}. Tap another to change it.",
    choose_documents="📚 Documents",
    sources_title="📚 Documents: {count}",
    sources_matching="📚 Documents named “{words}”: {count}",
    sources_none="No document is named “{words}”. /sources lists them all.",
    use_hint="Search only some of them: /use",
    use_title="Tap to choose, tap again to let go:",
    use_all="All",
    use_these="These {count}",
    use_done="Done",
    use_kept="Searching only: {titles}",
    use_kept_all="Searching all documents.",
    use_too_many="{count} at most.",
    scope="📑 Searched only {titles} (/use changes it)",
    scope_lost="📑 The chosen documents are gone, so all were searched (/use changes it)",
)

_ALL = {
    Language.SIMPLIFIED: _SIMPLIFIED,
    Language.TRADITIONAL: _TRADITIONAL,
    Language.ENGLISH: _ENGLISH,
}
