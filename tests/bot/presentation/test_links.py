"""What links and buttons say: short enough, readable only as it was written."""

from __future__ import annotations

import re

import pytest

from bot.presentation.links import (
    LAST_PART,
    PassageLink,
    ReaderPage,
    further_payload,
    is_reading_link,
    linked_answer,
    linked_passage,
    passage_payload,
    read_link,
    read_page,
    share_address,
    start_address,
)
from retrieval.types import PassageId, Span

KEY = PassageId("0123456789abcdef")
LINK = PassageLink(KEY, (Span(12, 30), Span(5, 7)))


def test_a_link_says_the_paragraph_and_its_marks() -> None:
    assert passage_payload(LINK) == "p-0123456789abcdef-12-30-5-7"
    assert linked_passage("p-0123456789abcdef-12-30-5-7") == LINK
    assert linked_passage("p-0123456789abcdef") == PassageLink(KEY)
    assert linked_answer(further_payload("abcDEF-_0123")) == "abcDEF-_0123"


def test_a_page_says_what_is_shown_and_what_was_cited() -> None:
    for part in (0, 7, LAST_PART):
        page = ReaderPage(PassageId("f" * 16), LINK, part)
        assert read_page(str(page)) == page


def test_the_longest_fit_links_and_buttons() -> None:
    longest = PassageLink.to(KEY, "字" * 99_999, tuple(Span(90_000 + at, 99_990 + at) for at in range(9)))
    assert longest.marked == (Span(90_000, 99_990), Span(90_001, 99_991))
    payload = passage_payload(longest)
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload)
    assert linked_passage(payload) == longest
    assert len(f"r:{ReaderPage(KEY, longest, 999)}".encode()) <= 64


def test_marks_are_counted_without_the_indent() -> None:
    text = "\u3000\u3000目标是增长7%。"
    link = PassageLink.to(KEY, text, (Span(5, 9),))
    assert link.marked == (Span(3, 7),)
    assert [span.of("目标是增长7%。") for span in link.spans_in("目标是增长7%。")] == ["增长7%"]
    assert [span.of(text) for span in link.spans_in(text)] == ["增长7%"]
    assert PassageLink(KEY, (Span(3, 70),)).spans_in(text) == ()


@pytest.mark.parametrize(
    "junk",
    [
        "",
        "p-",
        "p-0123456789abcde",
        "p-0123456789ABCDEF",
        "p-0123456789abcdef-1",
        "p-0123456789abcdef-1-2-3-4-5-6",
        "p-0123456789abcdef--1-2",
        "p-0123456789abcdef-123456-7",
        "p-0123456789abcdef\n",
        "p-０１２３４５６７８９abcdef",
        "m-",
        "m-short",
        "m-0123456789abc",
        "0123456789abcdef",
        "x-0123456789abcdef",
    ],
)
def test_junk_leads_nowhere(junk: str) -> None:
    assert not is_reading_link(junk)


@pytest.mark.parametrize(
    "junk", ["", "a", "0123456789abcdef", "0123456789abcdef:0123456789abcdef:", "0123456789abcdef::0",
             "0123456789abcdef:0123456789abcdef:1000", "0123456789abcdef:0123456789abcdef:-1",
             "0123456789abcdef:0123456789abcdef:٣", "::::", "0123456789abcdef:0123456789abcdef:0:0"],
)  # fmt: skip
def test_junk_is_no_page(junk: str) -> None:
    assert read_page(junk) is None


def test_backward_spans_are_dropped() -> None:
    assert read_link("0123456789abcdef-9-9-5-7") == PassageLink(KEY, (Span(5, 7),))


def test_addresses() -> None:
    address = start_address("yinju_bot", passage_payload(PassageLink(KEY)))
    assert address == "https://t.me/yinju_bot?start=p-0123456789abcdef"
    assert share_address(address, "增长7% & 更多") == (
        "https://t.me/share/url?url=https%3A%2F%2Ft.me%2Fyinju_bot%3Fstart%3Dp-0123456789abcdef"
        "&text=%E5%A2%9E%E9%95%BF7%25%20%26%20%E6%9B%B4%E5%A4%9A"
    )
