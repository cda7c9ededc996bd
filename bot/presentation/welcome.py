"""What /start and /help say, and a group that the bot joins."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import texts_in
from bot.messages.uploads import upload_texts_in
from bot.presentation.answer_buttons import Setting
from bot.presentation.links import start_address
from bot.presentation.rich_text import Button, RichText, clipped, plain_block
from retrieval.types import Language

EXAMPLE = "q"
"""Subject of buttons: ask the question that stands on the button."""
HELLO = "hello"
"""What the link to the private chat says."""
_DOCUMENTS_NAMED = 1
_TITLE_UNITS = 32


def render_welcome(
    language: Language, titles: Sequence[str] | None, examples: Sequence[str], setting: Setting
) -> RichText:
    """What /start says: what can be asked of what, and examples as buttons.

    Args:
        language: the user's.
        titles: of the documents that can be asked about; None while they load.
        examples: questions to try.
        setting: where it is said; in a group there are no buttons, as everybody would see what one taps.
    """
    texts = texts_in(language)
    state = texts.still_loading if titles is None else _documents(language, titles)
    lines = [texts.welcome, *([state] if state else [])]
    if not setting.is_private:
        return RichText(tuple(map(plain_block, [*lines, texts.how_group.format(bot=setting.bot)])))
    rows = tuple((Button(example, f"{EXAMPLE}:{number}"),) for number, example in enumerate(examples, 1))
    return RichText(tuple(map(plain_block, [*lines, texts.try_one])), rows)


def render_help(language: Language, setting: Setting) -> RichText:
    """What /help says: how to do what, a line for each task.

    Args:
        language: the user's.
        setting: where it is said; in a group the way to ask there comes first.
    """
    texts = texts_in(language)
    group, inline = texts.how_group.format(bot=setting.bot), texts.how_inline.format(bot=setting.bot)
    ways = [texts.how_private, texts.how_on, texts.how_source, texts.how_check.format(bot=setting.bot)]
    files = [upload_texts_in(language).how] if setting.takes_files else []
    lines = [*ways, *files, texts.how_narrow, group, inline, texts.more_commands]
    if not setting.is_private:
        lines = [group, *ways[1:], texts.how_narrow, inline]
    return RichText(tuple(map(plain_block, lines)))


def render_greeting(language: Language, bot: str) -> RichText:
    """One line to a group that the bot was added to, and a button that opens the chat with it."""
    texts = texts_in(language)
    button = Button(texts.open_private, address=start_address(bot, HELLO))
    return RichText((plain_block(texts.joined.format(bot=bot)),), ((button,),))


def _documents(language: Language, titles: Sequence[str]) -> str:
    if not titles:
        return ""
    texts = texts_in(language)
    named = texts.listed([clipped(title, _TITLE_UNITS) for title in titles[:_DOCUMENTS_NAMED]])
    if len(titles) > _DOCUMENTS_NAMED:
        named = texts.more_documents.format(titles=named, count=len(titles))
    return texts.documents.format(titles=named)
