"""Telegram's HTML: what becomes of it, and how its mistakes are named."""

from __future__ import annotations

import pytest

from .entities import FormattedText, utf16_length
from .errors import ApiError
from .html_text import parse_html


def marks(formatted: FormattedText) -> list[tuple[str, int, int]]:
    return [(entity.type, entity.offset, entity.length) for entity in formatted.entities]


def test_offsets_count_utf16_units_outer_before_inner() -> None:
    formatted = parse_html("😀<blockquote expandable>增长<b>7%</b> &lt;&#x4e2d;&#65;&gt;</blockquote>&amp;")
    assert formatted.text == "😀增长7% <中A>&"
    assert marks(formatted) == [("expandable_blockquote", 2, 9), ("bold", 4, 2)]
    assert formatted.entities[1].of(formatted.text) == "7%"


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("b", "bold"),
        ("strong", "bold"),
        ("i", "italic"),
        ("em", "italic"),
        ("u", "underline"),
        ("ins", "underline"),
        ("s", "strikethrough"),
        ("strike", "strikethrough"),
        ("del", "strikethrough"),
        ("tg-spoiler", "spoiler"),
        ("code", "code"),
        ("pre", "pre"),
        ("blockquote", "blockquote"),
        ("B", "bold"),
    ],
)
def test_every_tag(tag: str, kind: str) -> None:
    assert marks(parse_html(f"<{tag}>字</{tag}>")) == [(kind, 0, 1)]


def test_attributes() -> None:
    link = parse_html("<a href='https://t.me/b?start=a&amp;x=\"1>'>开</a>").entities[0]
    assert link.url == 'https://t.me/b?start=a&x="1>'
    assert parse_html('<a href="nothing">开</a>').entities == ()
    code = parse_html('<pre><code class="language-python">x</code></pre>')
    assert [(one.type, one.language) for one in code.entities] == [("pre", "python")]
    assert marks(parse_html('<span class="tg-spoiler">x</span>')) == [("spoiler", 0, 1)]


@pytest.mark.parametrize(
    ("source", "description"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("增<b>x</i>", 'Unmatched end tag at byte offset 7, expected "</b>", found "</i>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("增<font>x</font>", 'Unsupported start tag "font" at byte offset 3'),
        ("1 < 2 > 1", 'Unsupported start tag "" at byte offset 2'),
        ("1 <2", "Unclosed start tag at byte offset 2"),
        ('<a href="x>y</a>', 'Unclosed start tag "a" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("A&B", "Unsupported character entity at byte offset 1"),
        ("&nbsp;", "Unsupported character entity at byte offset 0"),
        ("&#xD800;", "Unsupported character entity at byte offset 0"),
        ('<a href="a?b=1&c=2">x</a>', "Unsupported character entity at byte offset 14"),
        (
            "<blockquote>a<blockquote>b</blockquote></blockquote>",
            'Tag "blockquote" can\'t be nested at byte offset 13',
        ),
    ],
)
def test_mistakes(source: str, description: str) -> None:
    with pytest.raises(ApiError) as refusal:
        parse_html(source)
    assert refusal.value.description == f"Bad Request: can't parse entities: {description}"


def test_utf16_length() -> None:
    assert [utf16_length(text) for text in ("", "增长", "😀", "𠮷a")] == [0, 2, 2, 3]
