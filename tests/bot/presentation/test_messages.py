from __future__ import annotations

import dataclasses

import pytest

from bot.faces.terminal.answer_lines import render_terminal
from bot.messages import texts_in
from bot.presentation import render_answer, render_welcome
from bot.presentation.answer_buttons import Setting
from bot.presentation.parts import attribution
from bot.presentation.rich_text import RichText, clipped, shown, units
from bot.presentation.welcome import render_greeting, render_help
from retrieval.compose.legibility import as_legible
from retrieval.types import (
    Absence,
    AnswerPart,
    Difference,
    Language,
    Missing,
    PassageId,
    Role,
    Scan,
    Span,
    Status,
)
from tests.bot.fakes_answering import (
    GOAL,
    GOALS,
    RESULT,
    RESULTS,
    ambiguous,
    answered,
    citation,
    not_found,
    off_topic,
    question,
)
from tests.loopback import parse_html, utf16_length

SOURCE = "盘锦市2017年政府工作报告 · 第31段"


PRIVATE, GROUP = (Setting("yinju_bot", is_private=is_private) for is_private in (True, False))
EXAMPLES = ("2017年GDP增长目标是多少", "2016年固定资产投资完成多少")


REWORD = "换个说法再问试试。"


def _fits(text: RichText) -> bool:
    """What Telegram checks, by the loopback server's own parser and counting."""
    parsed = parse_html(text.html)
    assert parsed.text.strip() == text.plain.strip()
    return utf16_length(parsed.text) <= 4096 and len(parsed.entities) <= 100


def test_an_answer_is_one_message() -> None:
    text = render_answer(answered())
    assert text.html == (
        "<b>地区生产总值增长7%</b>\n"
        "<blockquote>今年全市经济社会发展主要预期目标是：<b>地区生产总值增长7%</b>；固定资产投资增长13%。</blockquote>\n"
        f"{SOURCE}"
    )
    assert text.plain == f"{GOAL}\n{GOALS.strip()}\n{SOURCE}"


def test_labels_follow_the_language_of_the_question() -> None:
    asked = question("2017 GDP growth target", Language.ENGLISH, indicators=("地区生产总值",))
    assert render_answer(answered(asked=asked)).html.splitlines() == [
        "<b>地区生产总值增长7%</b>",
        "GDP · 2017 target · Panjin",
        "<blockquote>今年全市经济社会发展主要预期目标是：<b>地区生产总值增长7%</b>；固定资产投资增长13%。</blockquote>",
        "盘锦市2017年政府工作报告 · para. 31",
    ]


def test_both_years_with_their_paragraphs() -> None:
    assert render_answer(ambiguous(Language.TRADITIONAL)).html.splitlines() == [
        f"2016年實際：<b>{RESULT}</b>",
        f"2017年目標：<b>{GOAL}</b>",
        f"<blockquote expandable><b>{RESULT}</b>；固定资产投资601亿元。",
        "— 盘锦市2017年政府工作报告 · 第2段",
        f"今年全市经济社会发展主要预期目标是：<b>{GOAL}</b>；固定资产投资增长13%。",
        "— 盘锦市2017年政府工作报告 · 第31段</blockquote>",
        "盤錦市2017年 · 第2段、第31段",
    ]


def test_one_paragraph_that_holds_both_parts_is_shown_once() -> None:
    both = citation("去年增长6%，今年增长7%。", "去年增长6%", "今年增长7%")
    parts = tuple(AnswerPart(words, None, None) for words in ("去年增长6%", "今年增长7%"))
    answer = dataclasses.replace(answered(both), parts=parts, status=Status.AMBIGUOUS)
    assert render_answer(answer).html.splitlines()[:4] == [
        "<b>去年增长6%</b>",
        "<b>今年增长7%</b>",
        "有几个答案，看看哪个是你要的：",
        "<blockquote><b>去年增长6%</b>，<b>今年增长7%</b>。</blockquote>",
    ]


def test_a_part_found_nowhere_still_shows_the_best_paragraph() -> None:
    answer = dataclasses.replace(answered(), parts=(AnswerPart("别处的话", None, None),))
    assert SOURCE in render_answer(answer).plain


@pytest.mark.parametrize(
    ("missing", "asked", "sentence"),
    [
        (Missing.YEAR, question(years=(2018,)), "这些文件里没有2018年的内容。"),
        (Missing.YEAR, question(years=(2018, 2019)), "这些文件里没有2018年、2019年的内容。"),
        (Missing.YEAR, question(), "没有找到能回答这个问题的原话。"),
        (Missing.PLACE, question(places=(frozenset({"大连市"}),)), "这些文件里没有大连市的内容。"),
        (Missing.PLACE, question(), "这些文件里没有这个地方的内容。"),
        (Missing.INDICATOR, question(indicators=("房价",)), f"这些文件里没有提到房价。\n{REWORD}"),
        (Missing.EVIDENCE, question(), f"没有找到能回答这个问题的原话。\n{REWORD}"),
        (None, question(), "没有找到能回答这个问题的原话。"),
        (Missing.TOO_LONG, question(), "这个问题太长了，请缩短成一两句话再问。"),
        (Missing.EMPTY, question(), "还没看到问题。例如可以问：2017年GDP增长目标是多少"),
        (
            Missing.YEAR,
            question(language=Language.ENGLISH, years=(2018, 2019)),
            "These documents say nothing about 2018, 2019.",
        ),
    ],
)
def test_not_found_says_why(missing: Missing | None, asked: object, sentence: str) -> None:
    assert render_answer(not_found(missing, asked=asked)).plain == sentence  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (Language.SIMPLIFIED, "没有找到能回答这个问题的原话：最接近的一句说的是“粮食”，没有说“棉花”。"),
        (Language.TRADITIONAL, "沒有找到能回答這個問題的原話：最接近的一句說的是「粮食」，沒有說「棉花」。"),
        (
            Language.ENGLISH,
            "I found no words that answer this: the nearest sentence speaks of “粮食”, not of “棉花”.",
        ),
    ],
)
def test_not_found_names_the_thing_that_the_nearest_sentence_speaks_of(
    language: Language, sentence: str
) -> None:
    refused = not_found(Missing.EVIDENCE, asked=question(language=language))
    answer = dataclasses.replace(refused, difference=Difference("棉花", "粮食"))
    assert render_answer(answer).plain.splitlines()[0] == sentence


def test_not_found_shows_the_nearest_as_such() -> None:
    far = "建设粮食物流园区。" * 40
    answer = not_found(Missing.EVIDENCE, citation(far, paragraph=5), citation(RESULTS, paragraph=6))
    assert render_answer(answer).html.splitlines() == [
        "没有找到能回答这个问题的原话。",
        "最接近的段落（不是答案）：",
        f"<blockquote expandable>{far}</blockquote>",
        "盘锦市2017年政府工作报告 · 第5段",
        "换个说法、加上地方年份再问试试。",
    ]


def test_an_answer_that_may_well_be_wrong_is_called_a_possibility() -> None:
    unsure = dataclasses.replace(answered(), confidence=0.49)
    assert render_answer(unsure).html.splitlines()[:2] == ["可能是（把握不大，请看原文）：", GOAL]
    assert render_answer(dataclasses.replace(unsure, confidence=0.5)).html.startswith(f"<b>{GOAL}</b>")


def test_off_topic_is_friendly_and_shows_an_example() -> None:
    assert render_answer(off_topic()).plain == (
        "这个我答不了，我只引文件里的原话。可以这样问：2017年GDP增长目标是多少"
    )
    small = off_topic(Missing.SMALL_TALK, question("hi", Language.ENGLISH))
    assert render_answer(small).plain == (
        "Hello! What would you like to know from the documents? For example: 2017 GDP growth target"
    )


def test_markup_in_documents_and_questions_is_text() -> None:
    text = "投资 <b>5&6</b> 亿元 <script>；其他"
    cited = citation(text, "<b>5&6</b>", title="A<i>&B", section=("<u>一</u>",))
    asked = dataclasses.replace(
        question("<b>?", years=(2017,)), role=Role.TARGET, places=(frozenset({"<a href='x'>大连</a>"}),)
    )
    rendered = render_answer(answered(cited, asked=asked))
    assert rendered.html == (
        "<b>&lt;b&gt;5&amp;6&lt;/b&gt;</b>\n"
        "<blockquote>投资 <b>&lt;b&gt;5&amp;6&lt;/b&gt;</b> 亿元 &lt;script&gt;；其他</blockquote>\n"
        "A&lt;i&gt;&amp;B · 第31段"
    )
    assert _fits(rendered)
    assert render_answer(not_found(Missing.PLACE, asked=asked)).html == (
        "这些文件里没有&lt;a href='x'&gt;大连&lt;/a&gt;的内容。"
    )


def test_what_cannot_be_shown_is_left_out_and_offsets_hold() -> None:
    text = "\u3000\u3000\x00目标\x1b[1m是\x07增长\x00 7%\u202e。\ud800"
    rendered = render_answer(answered(citation(text, "增长\x00 7%")))
    assert rendered.html.splitlines()[:2] == [
        "<b>增长 7%</b>",
        "<blockquote>目标[1m是<b>增长 7%</b>。\ufffd</blockquote>",
    ]
    rendered.html.encode()


@pytest.mark.parametrize("language", list(Language))
def test_a_quote_folds_only_when_long(language: Language) -> None:
    short, long = "增长7%。" + "长" * 48, "增长7%。" + "长" * 54
    asked = question(language=language)
    assert "<blockquote><b>" in render_answer(answered(citation(short, "增长7%"), asked=asked)).html
    assert "<blockquote expandable><b>" in render_answer(answered(citation(long, "增长7%"), asked=asked)).html


@pytest.mark.parametrize(
    "sentence", ["全市工作稳步推进，成效显著。", "🎉👨‍👩‍👧 喜报。", "<&>&<&>;", "无标点" * 20]
)
@pytest.mark.parametrize("place", ["start", "middle", "end"])
def test_ten_thousand_characters_keep_the_answer_whole(sentence: str, place: str) -> None:
    filler = sentence * (5_000 // len(sentence))
    answer = "地区生产总值增长7%"
    text = {
        "start": answer + "；" + filler * 2,
        "middle": filler + answer + "；" + filler,
        "end": filler * 2 + answer,
    }
    rendered = render_answer(answered(citation(text[place], answer)))
    assert _fits(rendered)
    assert len(rendered.html) < 20_000
    quote = rendered.html.partition("<blockquote")[2].partition(">")[2].split("</blockquote>")[0]
    assert f"<b>{answer}</b>" in quote
    assert quote.startswith("…") is (place != "start")
    assert quote.endswith("…") is (place != "end")
    assert (utf16_length(rendered.plain) > 3_500) is (place != "end"), "the room is used"


def test_an_answer_longer_than_a_message_is_cut_as_little_as_needed() -> None:
    words = "为人民服务，" * 2_000
    rendered = render_answer(answered(citation("前言。" + words, words)))
    assert _fits(rendered)
    assert rendered.html.startswith("<b>为人民服务，")
    assert "…<b>为人民服务，" in rendered.html


def test_many_long_parts_and_paragraphs_fit() -> None:
    cited = [
        citation(f"第{n}个地区增长{n}%" + "，很好" * 900, f"第{n}个地区增长{n}%", paragraph=n)
        for n in range(1, 6)
    ]
    parts = tuple(
        AnswerPart(f"第{n}个地区增长{n}%", 2017, Role_)
        for n, Role_ in zip(range(1, 6), [None] * 5, strict=True)
    )
    parts += tuple(AnswerPart(f"其他{n}" * 50, 2017, None) for n in range(200))
    answer = dataclasses.replace(answered(*cited), parts=parts, status=Status.AMBIGUOUS)
    rendered = render_answer(answer)
    assert _fits(rendered)
    for number in range(1, 6):
        assert rendered.html.count(f"<b>第{number}个地区增长{number}%</b>") == 2, (
            "in the list and in its paragraph"
        )
    assert rendered.html.count("<blockquote") == 1


def test_welcome_names_documents_and_carries_examples() -> None:
    private = render_welcome(Language.SIMPLIFIED, ["A<1>", "B"], EXAMPLES, PRIVATE)
    assert "📄 现在能查：A&lt;1&gt;等2份文件" in private.html.splitlines()
    assert [[button.label for button in row] for row in private.keyboard] == [[each] for each in EXAMPLES]
    assert [row[0].data for row in private.keyboard] == ["q:1", "q:2"]
    many = render_welcome(Language.ENGLISH, ["A", "B", "C", "D"], EXAMPLES, GROUP)
    assert many.keyboard == ()
    assert "📄 4 documents, such as A" in many.plain.splitlines()
    loading = render_welcome(Language.ENGLISH, None, EXAMPLES, GROUP)
    assert loading.plain.splitlines()[1].startswith("⏳ The documents are loading")


@pytest.mark.parametrize("language", list(Language))
def test_help_says_how_to_do_what(language: Language) -> None:
    private, group = (render_help(language, each).plain.splitlines() for each in (PRIVATE, GROUP))
    assert len(private) == 8
    assert group[0] == next(line for line in private if line.startswith("👥"))
    greeting = render_greeting(language, "yinju_bot")
    assert greeting.keyboard[0][0].address == "https://t.me/yinju_bot?start=hello"
    assert "@yinju_bot" in greeting.plain


def test_terminal_marks_the_words() -> None:
    assert render_terminal(answered()) == (
        "地区生产总值增长7%\n"
        "\n"
        "  今年全市经济社会发展主要预期目标是：【地区生产总值增长7%】；固定资产投资增长13%。\n"
        "  盘锦市2017年政府工作报告 · 二、2017年工作总体要求 · 第31段 · 第40行"
    )
    coloured = render_terminal(answered(), color=True)
    assert coloured.startswith("\x1b[1m地区生产总值增长7%\x1b[0m\n\n")
    assert "：\x1b[1m地区生产总值增长7%\x1b[0m；" in coloured
    assert render_terminal(answered(citation("\x1b]0;x\x07增长7%", "增长7%"))).count("\x1b") == 0


def test_the_page_stands_beside_section_and_paragraph() -> None:
    paged = dataclasses.replace(citation("增长7%。", "增长7%"), page=12)
    assert render_terminal(answered(paged)).endswith("· 二、2017年工作总体要求 · 第12页 · 第31段")
    assert render_answer(answered(paged)).plain.endswith("盘锦市2017年政府工作报告 · 第12页")
    assert attribution(paged, texts_in(Language.TRADITIONAL)).endswith("· 第12頁 · 第31段")
    assert attribution(paged, texts_in(Language.ENGLISH)).endswith("· page 12 · para. 31")


def test_what_was_read_from_a_scan_is_said_to_be() -> None:
    scanned = dataclasses.replace(citation("增长7%。", "增长7%"), page=12, scan=Scan())
    assert render_answer(answered(scanned)).plain.endswith("盘锦市2017年 · 第12页（读自扫描件）")
    assert render_terminal(answered(scanned)).endswith("· 第12页（读自扫描件） · 第31段")
    assert attribution(scanned, texts_in(Language.TRADITIONAL)).endswith("· 第12頁（讀自掃描件） · 第31段")
    assert attribution(scanned, texts_in(Language.ENGLISH)).endswith(
        "· page 12 (read from a scan) · para. 31"
    )


def test_a_figure_that_is_hard_to_read_is_not_asserted() -> None:
    scanned = dataclasses.replace(citation("增长7%。", "增长7%"), page=12, scan=Scan((Span(2, 4),)))
    doubtful = as_legible(answered(scanned))
    said = "可能是（扫描件上的数字看不清，请对照原件）："
    assert doubtful.confidence < 0.5
    assert render_answer(doubtful).html.splitlines()[:2] == [said, doubtful.parts[0].text]
    assert render_terminal(doubtful).splitlines()[0] == said
    legible = dataclasses.replace(scanned, scan=Scan((Span(0, 1),)))
    elsewhere = dataclasses.replace(legible, highlights=(Span(2, 4),))
    assert as_legible(answered(elsewhere)) == answered(elsewhere)


def test_terminal_without_an_answer() -> None:
    text = render_terminal(not_found(Missing.YEAR, citation(), asked=question(years=(2018,))))
    assert text.splitlines() == [
        "这些文件里没有2018年的内容。",
        "",
        "最接近的段落（不是答案）：",
        "  今年全市经济社会发展主要预期目标是：地区生产总值增长7%；固定资产投资增长13%。",
        "  盘锦市2017年政府工作报告 · 二、2017年工作总体要求 · 第31段 · 第40行",
    ]
    assert render_terminal(off_topic()).count("\n") == 0


def test_text_measures() -> None:
    assert units("a😀b") == 4
    assert clipped("a😀b\nc", 10) == "a😀b c"
    assert clipped("😀😀😀😀", 5) == "😀😀…"
    assert shown("a\tb\x00\u200bc\r\n") == "a bc\n"


def test_highlights_that_touch_or_leave_the_text_do_not_break_markup() -> None:
    cited = dataclasses.replace(
        citation("增长7%。"),
        highlights=(Span(0, 2), Span(1, 4), Span(4, 99), Span(3, 3)),
        passage=PassageId("x"),
    )
    answer = dataclasses.replace(answered(), citations=(cited,))
    assert "<blockquote><b>增长7%。</b></blockquote>" in render_answer(answer).html


def test_a_place_and_a_year_are_asked_for_only_where_documents_have_them() -> None:
    report, law = citation(GOALS), dataclasses.replace(citation(GOALS), place="", year=None)
    assert "加上地方年份" in render_answer(not_found(Missing.EVIDENCE, report)).plain
    assert "加上地方年份" not in render_answer(not_found(Missing.EVIDENCE, law)).plain


def test_where_there_is_no_document_of_a_place_the_list_is_named() -> None:
    elsewhere = dataclasses.replace(not_found(Missing.PLACE), absence=Absence("东京", None))
    assert render_answer(elsewhere, "yinju_bot").plain == "没有东京的报告。\n有哪些：/sources"
    assert render_answer(elsewhere).plain == "没有东京的报告。"
