from __future__ import annotations

from typing import Any

import pytest
from telegram import Message

from bot.faces.telegram_app.handlers.quoting import words_to_quote
from bot.faces.telegram_app.sending_retries import Quote


def _message(text: str, **fields: object) -> Message:
    body: dict[str, Any] = {"message_id": 3, "date": 0, "chat": {"id": 9, "type": "group"}, "text": text}
    return Message.de_json(body | fields)


@pytest.mark.parametrize(
    ("text", "question", "quote"),
    [
        ("/ask GDP目标", "GDP目标", Quote("GDP目标", 5)),
        ("😀 @yinju_bot GDP", "😀 GDP", Quote("GDP", 14)),
        ("GDP目标 @Yinju_Bot 谢谢", "GDP目标 谢谢", Quote("GDP目标", 0)),
        ("@yinju_bot", "别人说的", None),
        ("/ask " + "长" * 1025, "长" * 1025, None),
    ],
)
def test_words_to_quote(text: str, question: str, quote: Quote | None) -> None:
    assert words_to_quote(_message(text), question, "yinju_bot") == quote


def test_styled_words_are_not_quoted() -> None:
    bold = {"type": "bold", "offset": 5, "length": 3}
    assert words_to_quote(_message("/ask GDP目标", entities=[bold]), "GDP目标", "yinju_bot") is None
    link = {"type": "bot_command", "offset": 0, "length": 4}
    assert words_to_quote(_message("/ask GDP", entities=[link]), "GDP", "yinju_bot") == Quote("GDP", 5)
