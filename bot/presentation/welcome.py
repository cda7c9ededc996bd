"""What /start and /help say."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import Texts, texts_in
from bot.presentation.rich_text import BLANK_LINE, Block, Button, Piece, RichText, Style, clipped, plain_block
from retrieval.types import Language

EXAMPLE = "e"
"""Subject of buttons: ask an example of this message."""
_DOCUMENTS_NAMED = 3
_TITLE_UNITS = 60


def render_welcome(
    language: Language, bot: str, titles: Sequence[str] | None, examples: Sequence[str], *, group: bool
) -> RichText:
    """What /start and /help say.

    Args:
        language: the user's.
        bot: the bot's user name, without the at sign.
        titles: of the documents that can be asked about; None while they load.
        examples: questions to try.
        group: whether it is said in a group, where the way to ask there comes first.
    """
    texts = texts_in(language)
    ways = [texts.how_private, texts.how_group.format(bot=bot), texts.how_inline.format(bot=bot)]
    ways = [ways[1], ways[0], ways[2]] if group else [*ways, texts.more_commands]
    state = texts.still_loading if titles is None else _documents(language, titles)
    return RichText(
        (
            plain_block(texts.welcome),
            BLANK_LINE,
            plain_block(texts.try_one),
            *(
                Block((Piece(f"{number}. "), Piece(example, Style.CODE)))
                for number, example in enumerate(examples, 1)
            ),
            BLANK_LINE,
            *(plain_block(way) for way in ways),
            *((BLANK_LINE, plain_block(state)) if state else ()),
        ),
        () if group else (tuple(_ask_button(number, texts) for number in range(1, len(examples) + 1)),),
    )


def _ask_button(number: int, texts: Texts) -> Button:
    return Button(texts.ask_number.format(number=number), f"{EXAMPLE}:{number}")


def _documents(language: Language, titles: Sequence[str]) -> str:
    if not titles:
        return ""
    texts = texts_in(language)
    named = texts.listed([clipped(title, _TITLE_UNITS) for title in titles[:_DOCUMENTS_NAMED]])
    if len(titles) > _DOCUMENTS_NAMED:
        named = texts.more_documents.format(titles=named, count=len(titles))
    return texts.documents.format(titles=named)
