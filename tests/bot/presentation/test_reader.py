"""A page of the reader: the whole paragraph, marks, folding, parts, the way on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.presentation.excerpt import parts_of
from bot.presentation.links import LAST_PART, PassageLink, ReaderPage
from bot.presentation.reader import first_page, render_page
from bot.presentation.rich_text import RichText, units
from retrieval.types import Language, PassageId, PlacedPassage, Span
from tests.bot.fakes_answering import GOAL, GOALS, RESULTS, SECTION, TITLE, placed

LONG = "".join(
    f"第{number}项工作完成投资{number}00.{number}亿元，同比增长{number}.5%。" for number in range(1, 400)
)


def page(place: PlacedPassage, link: PassageLink, **changed: object) -> RichText:
    shown = replace(first_page(link, place.passage.text), **changed)  # type: ignore[arg-type]
    return render_page(shown, place, Language.SIMPLIFIED, "yinju_bot")


def labels(message: RichText) -> list[list[str]]:
    return [[button.label for button in row] for row in message.keyboard]


def test_a_page_instead_of_a_line_where_there_are_pages() -> None:
    place = next(iter(placed(RESULTS, GOALS, "第三段。").values()))
    paged = replace(place, passage=replace(place.passage, page=12))
    said = [
        render_page(
            ReaderPage(paged.passage.id, PassageLink(paged.passage.id), 0), paged, language, "b"
        ).plain
        for language in (Language.SIMPLIFIED, Language.TRADITIONAL, Language.ENGLISH)
    ]
    number = place.passage.paragraph
    assert [text.rsplit("\n", 1)[1] for text in said] == [
        f"第12页 · 第{number}段",
        f"第12頁 · 第{number}段",
        f"page 12 · para. {number}",
    ]


def test_the_cited_paragraph() -> None:
    first, second, _ = places = list(placed(RESULTS, GOALS, "第三段。").values())
    start = GOALS.index(GOAL)
    link = PassageLink.to(second.passage.id, GOALS, (Span(start, start + len(GOAL)),))
    message = page(second, link)
    words = GOALS.strip()
    assert message.plain == f"{TITLE}\n{SECTION}\n{words}\n第31段 · 第40行"
    assert f"<b>{GOAL}</b>" in message.html
    assert "expandable" not in message.html
    assert labels(message) == [["‹ 上一段", "下一段 ›"], ["分享"]]
    assert [button.data for button in message.keyboard[0]] == [
        f"r:{first.passage.id}:{link}:e",
        f"r:{places[2].passage.id}:{link}:0",
    ]
    assert f"start%3Dp-{link}" in message.keyboard[1][0].address


def test_a_neighbour_has_no_marks_and_leads_back() -> None:
    places = list(placed(GOALS, GOALS).values())
    link = PassageLink(places[0].passage.id, (Span(3, 7),))
    message = page(places[1], link, shown=places[1].passage.id)
    assert "<b>" not in message.html
    assert labels(message) == [["‹ 上一段", "↩ 出处"], ["分享"]]
    assert message.keyboard[0][1].data == f"r:{link.passage}:{link}:0"
    assert f"start%3Dp-{places[1].passage.id}&" in message.keyboard[1][0].address


def test_the_only_paragraph_only_shares() -> None:
    (place,) = placed("一段。").values()
    assert labels(page(place, PassageLink(place.passage.id))) == [["分享"]]


def test_a_long_paragraph_folds_with_the_marked_words_before_it() -> None:
    text = LONG[:100] + GOALS.strip() + LONG[100:700]
    (place,) = placed(text).values()
    start = text.index(GOAL)
    message = page(place, PassageLink.to(place.passage.id, text, (Span(start, start + len(GOAL)),)))
    assert f"{SECTION}\n<b>{GOAL}</b>\n<blockquote expandable>{LONG[:10].strip()}" in message.html
    assert message.html.count(f"<b>{GOAL}</b>") == 2


def test_words_that_a_fold_does_not_hide_stand_once() -> None:
    text = GOALS + LONG[:700]
    (place,) = placed(text).values()
    start = text.index(GOAL)
    message = page(place, PassageLink.to(place.passage.id, text, (Span(start, start + len(GOAL)),)))
    assert f"{SECTION}\n<blockquote expandable>今年" in message.html
    assert message.html.count(f"<b>{GOAL}</b>") == 1


def test_parts_of_a_very_long_paragraph() -> None:
    before, place, after = placed("前。", LONG, "后。").values()
    mark = Span(LONG.index("第300项"), LONG.index("第300项") + 5)
    link = PassageLink.to(place.passage.id, LONG, (mark,))
    count = len(parts_of(LONG, 3000))
    opened = first_page(link, LONG)
    assert 1 < opened.part < count
    shown = [page(place, link, part=part) for part in range(count)]
    assert "".join(window.of(LONG) for window in parts_of(LONG, 3000)) == LONG
    assert [message.plain.splitlines()[-1] for message in shown] == [
        f"第31段 · 第40行 · {number}/{count}" for number in range(1, count + 1)
    ]
    assert all(units(message.plain) <= 4096 for message in shown)
    assert [("<b>第300项" in message.html) for message in shown].index(True) == opened.part
    assert shown[0].keyboard[0][0].data.startswith(f"r:{before.passage.id}:")
    assert shown[0].keyboard[0][1].data == f"r:{place.passage.id}:{link}:1"
    assert shown[-1].keyboard[0][-1].data.startswith(f"r:{after.passage.id}:")
    assert page(place, link, part=LAST_PART) == shown[-1]
    assert page(place, link, part=999) == shown[-1]


@pytest.mark.parametrize(
    "text", ["", "　　", "甲", "字" * 9000, "1" * 9000, "😀" * 4000, "甲。" * 4000, "a b " * 3000]
)
def test_parts_hold_every_character_once(text: str) -> None:
    parts = parts_of(text, 3000)
    assert "".join(part.of(text) for part in parts) == text.strip()
    assert all(units(part.of(text)) <= 3000 for part in parts)


def test_markup_in_a_document_is_text() -> None:
    (place,) = placed("<b>增长</b> & <a href='x'>").values()
    odd = replace(place, document=replace(place.document, title="<i>题</i>"))
    message = page(odd, PassageLink(PassageId(place.passage.id), (Span(0, 3),)))
    assert "<b>&lt;b&gt;</b>增长&lt;/b&gt; &amp; &lt;a href='x'&gt;" in message.html
    assert "&lt;i&gt;题&lt;/i&gt;" in message.html
