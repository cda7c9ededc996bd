"""Every sentence Yinju shows on Telegram, in simplified and traditional Chinese and in English.

A language is one `Texts` record; leaving a field out of one does not build. The sentences hold no markup:
`bot.rendering` adds it, and escapes. Menus and hints follow the language of the user's Telegram, the words
around an answer follow the language of the question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.types import Language, Role

_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The sentences of one language; `{…}` marks what is filled in."""

    list_mark: str
    """Stands between the items of a list."""
    label_mark: str
    """Stands between a label and what it labels."""
    word_space: str

    welcome: str
    how_private: str
    how_group: str
    how_inline: str
    try_one: str
    ask_number: str
    """On a button."""
    examples: tuple[str, ...]
    """Shown until the documents are open."""
    example_patterns: tuple[str, ...]
    """Filled in with the years and places of the documents; those that get an answer become examples."""
    documents: str
    more_documents: str
    still_loading: str
    more_commands: str

    description: str
    short_description: str

    getting_ready: str
    failed: str
    restarting: str
    ask_for_question: str
    text_only: str
    asks_too_much: str
    group_asks_too_much: str

    empty_question: str
    too_long: str
    off_topic: str
    small_talk: str
    no_year: str
    no_place: str
    no_indicator: str
    no_evidence: str
    unnamed_place: str
    unnamed_indicator: str
    nearest: str
    several: str
    understood: str
    """Begins the answer to a question that left something out."""
    first_of_several: str
    """Begins the answer to a message of several questions, of which only the first was asked."""

    year: str
    result: str
    target: str
    paragraph: str
    line: str
    page: str
    inline_nothing: str
    inline_try: str

    def listed(self, items: Sequence[str]) -> str:
        """The items as one phrase."""
        return self.list_mark.join(items)

    def label(self, year: int | None, role: Role | None, place: str = "") -> str:
        """Tells answers of one question apart: 盘锦市2017年目标; empty when nothing is known."""
        words = [place] if place else []
        if year is not None:
            words.append(self.year.format(year=year))
        if role is not None:
            words.append(self.result if role is Role.RESULT else self.target)
        return self.word_space.join(words)


def texts_in(language: Language) -> Texts:
    """The sentences of a language."""
    return _ALL[language]


def user_language(code: str | None, written: str = "") -> Language:
    """The language to speak with a user.

    Args:
        code: the IETF tag Telegram sends for the user's app; absent for channels and anonymous admins.
        written: what they wrote, which decides when there is no tag.
    """
    if not code:
        return Language.SIMPLIFIED if _HAN.search(written) else Language.ENGLISH
    tag = code.lower().replace("_", "-")
    if tag.startswith(("zh-hant", "zh-tw", "zh-hk", "zh-mo")):
        return Language.TRADITIONAL
    return Language.SIMPLIFIED if tag == "zh" or tag.startswith("zh-") else Language.ENGLISH


_SIMPLIFIED = Texts(
    list_mark="、",
    label_mark="：",
    word_space="",
    welcome="你好，我是引据。问我政府工作报告里的事，我用报告的原话回答，并告诉你出自哪一段。",
    how_private="💬 直接发问题给我就行。",
    how_group="👥 在群里：发 /ask 加问题，@{bot}，或者回复我的消息。",
    how_inline="🔎 在任何聊天里：输入 @{bot} 加问题。",
    try_one="试试看（点下面的按钮就问）：",
    ask_number="▶ 问{number}",
    examples=("2017年GDP增长目标是多少", "2016年固定资产投资完成多少", "2017年城镇新增就业目标"),
    example_patterns=(
        "{place}{year}年GDP增长目标是多少",
        "{place}{before}年固定资产投资完成多少",
        "{place}{year}年城镇新增就业目标",
        "{place}{before}年GDP是多少",
    ),
    documents="📄 现在能查：{titles}",
    more_documents="{titles}等{count}份文件",
    still_loading="⏳ 文件正在加载，几秒钟就好，现在也可以先提问。",
    more_commands="⌨️ /sources 有哪些文件，/use 只查几份，/status 索引的状态，/language 语言，/privacy 存了什么",
    description="问政府工作报告里的事，我用报告的原话回答，并标明出自哪一段。不编造，不改数字。",
    short_description="用文件原话回答问题，附出处。",
    getting_ready="⏳ 正在加载文件，马上回答你…",
    failed="抱歉，这个问题没能答上来，是我这边出了错。请过一会儿再试。",
    restarting="我正在重新启动，回来就回答你；一分钟后还没有的话，请再问一次。",
    ask_for_question="请把问题写在后面，例如：/ask {example}",
    text_only="我只看得懂文字。请把问题打出来，例如：{example}",
    asks_too_much="在群里我一分钟答每人{count}个问题，请歇一会儿再问。",
    group_asks_too_much="这个群问得太快了，我一分钟最多答{count}个问题，请过一分钟再问。",
    empty_question="还没看到问题。例如可以问：{example}",
    too_long="这个问题太长了，请缩短成一两句话再问。",
    off_topic="这个我答不了，我只查政府工作报告这类文件。可以这样问：{example}",
    small_talk="你好！想查报告里的什么？例如：{example}",
    no_year="这些文件里没有{years}的内容。",
    no_place="这些文件里没有{places}的内容。",
    no_indicator="这些文件里没有提到{indicators}。",
    no_evidence="这些文件里没有找到能回答这个问题的原话。",
    unnamed_place="这个地方",
    unnamed_indicator="这个指标",
    nearest="最接近的段落（不是答案）：",
    several="有几个答案，看看哪个是你要的：",
    understood="按“{question}”来答：",
    first_of_several="一次答一个问题，先答第一个：",
    year="{year}年",
    result="实际",
    target="目标",
    paragraph="第{number}段",
    line="第{number}行",
    page="第{number}页",
    inline_nothing="没有找到",
    inline_try="试一试",
)

_TRADITIONAL = Texts(
    list_mark="、",
    label_mark="：",
    word_space="",
    welcome="你好，我是引據。問我政府工作報告裡的事，我用報告的原話回答，並告訴你出自哪一段。",
    how_private="💬 直接把問題傳給我就行。",
    how_group="👥 在群組裡：發 /ask 加問題，@{bot}，或者回覆我的訊息。",
    how_inline="🔎 在任何聊天裡：輸入 @{bot} 加問題。",
    try_one="試試看（點下面的按鈕就問）：",
    ask_number="▶ 問{number}",
    examples=("2017年GDP增長目標是多少", "2016年固定資產投資完成多少", "2017年城鎮新增就業目標"),
    example_patterns=(
        "{place}{year}年GDP增長目標是多少",
        "{place}{before}年固定資產投資完成多少",
        "{place}{year}年城鎮新增就業目標",
        "{place}{before}年GDP是多少",
    ),
    documents="📄 現在能查：{titles}",
    more_documents="{titles}等{count}份文件",
    still_loading="⏳ 文件正在載入，幾秒鐘就好，現在也可以先提問。",
    more_commands="⌨️ /sources 有哪些文件，/use 只查幾份，/status 索引的狀態，/language 語言，/privacy 存了什麼",
    description="問政府工作報告裡的事，我用報告的原話回答，並標明出自哪一段。不編造，不改數字。",
    short_description="用文件原話回答問題，附出處。",
    getting_ready="⏳ 正在載入文件，馬上回答你…",
    failed="抱歉，這個問題沒能答上來，是我這邊出了錯。請過一會兒再試。",
    restarting="我正在重新啟動，回來就回答你；一分鐘後還沒有的話，請再問一次。",
    ask_for_question="請把問題寫在後面，例如：/ask {example}",
    text_only="我只看得懂文字。請把問題打出來，例如：{example}",
    asks_too_much="在群組裡我一分鐘答每人{count}個問題，請歇一會兒再問。",
    group_asks_too_much="這個群組問得太快了，我一分鐘最多答{count}個問題，請過一分鐘再問。",
    empty_question="還沒看到問題。例如可以問：{example}",
    too_long="這個問題太長了，請縮短成一兩句話再問。",
    off_topic="這個我答不了，我只查政府工作報告這類文件。可以這樣問：{example}",
    small_talk="你好！想查報告裡的什麼？例如：{example}",
    no_year="這些文件裡沒有{years}的內容。",
    no_place="這些文件裡沒有{places}的內容。",
    no_indicator="這些文件裡沒有提到{indicators}。",
    no_evidence="這些文件裡沒有找到能回答這個問題的原話。",
    unnamed_place="這個地方",
    unnamed_indicator="這個指標",
    nearest="最接近的段落（不是答案）：",
    several="有幾個答案，看看哪個是你要的：",
    understood="按「{question}」來答：",
    first_of_several="一次答一個問題，先答第一個：",
    year="{year}年",
    result="實際",
    target="目標",
    paragraph="第{number}段",
    line="第{number}行",
    page="第{number}頁",
    inline_nothing="沒有找到",
    inline_try="試一試",
)

_ENGLISH = Texts(
    list_mark=", ",
    label_mark=": ",
    word_space=" ",
    welcome=(
        "Hello, I am Yinju. Ask me about government work reports: I answer in the report's own words "
        "and show where they stand."
    ),
    how_private="💬 Just send me a question, in Chinese or English.",
    how_group="👥 In groups: /ask and your question, @{bot}, or reply to me.",
    how_inline="🔎 In any chat: type @{bot} and your question.",
    try_one="Try one (tap its button):",
    ask_number="▶ Ask {number}",
    examples=("2017 GDP growth target", "fixed asset investment in 2016", "2017年GDP增长目标是多少"),
    example_patterns=(
        "{place}{year} GDP growth target",
        "{place}fixed asset investment in {before}",
        "{place}{year}年GDP增长目标是多少",
        "{place}{before} GDP",
    ),
    documents="📄 I can search: {titles}",
    more_documents="{titles} and others, {count} documents in all",
    still_loading="⏳ The documents are loading, a few seconds more. You can ask already.",
    more_commands="⌨️ /sources lists the documents, /use narrows them; /status, /language, /privacy",
    description=(
        "Ask about government work reports. I answer in the report's own words and show the paragraph "
        "they stand in. Nothing made up, no figure changed."
    ),
    short_description="Answers in the documents' own words, with the source.",
    getting_ready="⏳ Loading the documents, your answer is on its way…",
    failed="Sorry, something went wrong on my side. Please try again in a moment.",
    restarting="I am restarting and will answer when I am back. If I have not in a minute, please ask again.",
    ask_for_question="Write the question after it, for example: /ask {example}",
    text_only="I only read text. Please type your question, for example: {example}",
    asks_too_much="In a group my limit is {count} a minute for each person. Please wait a little.",
    group_asks_too_much="My limit for a group is {count} a minute. Please ask again in a minute.",
    empty_question="I see no question yet. You could ask: {example}",
    too_long="That question is too long. Please ask it in a sentence or two.",
    off_topic="I cannot answer that: I only search documents such as government work reports. Try: {example}",
    small_talk="Hello! What would you like to know from the reports? For example: {example}",
    no_year="These documents say nothing about {years}.",
    no_place="These documents say nothing about {places}.",
    no_indicator="These documents do not mention {indicators}.",
    no_evidence="I found no words in these documents that answer this.",
    unnamed_place="that place",
    unnamed_indicator="that figure",
    nearest="Nearest passages (not an answer):",
    several="There are several answers, see which one you mean:",
    understood="Understood as “{question}”:",
    first_of_several="One question at a time; here is the first:",
    year="{year}",
    result="result",
    target="target",
    paragraph="paragraph {number}",
    line="line {number}",
    page="page {number}",
    inline_nothing="Nothing found",
    inline_try="Try it",
)

_ALL = {
    Language.SIMPLIFIED: _SIMPLIFIED,
    Language.TRADITIONAL: _TRADITIONAL,
    Language.ENGLISH: _ENGLISH,
}
