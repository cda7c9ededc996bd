"""Short lines in reply to words that ask nothing of the documents."""

from __future__ import annotations

from bot.conversation.replies import Notice, Outline, Talk
from bot.messages import chat_texts_in, reply_texts_in, texts_in
from bot.presentation.phone_lines import FOLDED_LINES
from bot.presentation.rich_text import Block, Piece, RichText, clipped, plain_block
from retrieval.types import Act, Language

_TITLE_UNITS = 40
_HEADING_UNITS = 80


def talk_sentence(talk: Talk, example: str, number: int) -> str:
    """What is said to words of conversation.

    Args:
        talk: what they do.
        example: of a question that can be asked.
        number: of the message, so that the same words do not get the same line each time.
    """
    texts = reply_texts_in(talk.language)
    lines = {Act.GREETING: texts.greeting, Act.THANKS: texts.thanks, Act.CANCEL: texts.cancel}
    said = lines.get(talk.act, texts.other_talk)
    return said[number % len(said)].format(example=example)


def notice_sentence(notice: Notice, language: Language, example: str) -> str:
    """What is told instead of what was asked for."""
    texts = reply_texts_in(language)
    sentences = {
        Notice.RESTARTING: texts_in(language).restarting,
        Notice.FAILED: texts_in(language).failed,
        Notice.TOO_MUCH: texts_in(language).too_much.format(count=1),
        Notice.TOO_LONG: texts_in(language).took_too_long,
        Notice.ANSWER_GONE: chat_texts_in(language).answer_gone,
        Notice.PASSAGE_GONE: chat_texts_in(language).passage_gone,
        Notice.NOTHING_BEFORE: texts.nothing_before.format(example=example),
        Notice.WHICH_DOCUMENT: texts.which_document,
        Notice.NO_SUCH_PLACE: texts.no_such_place,
    }
    return sentences[notice]


def render_outline(outline: Outline, language: Language) -> RichText:
    """The headings of a document, one a line."""
    title = clipped(outline.document.title or outline.document.file, _TITLE_UNITS)
    texts = reply_texts_in(language)
    sentence = (texts.no_summary if outline.is_summary else texts.outline).format(title=title)
    lines = "\n".join(clipped(heading, _HEADING_UNITS) for heading in outline.headings)
    folded = len(outline.headings) > 2 * FOLDED_LINES
    return RichText((plain_block(sentence), Block((Piece(lines),), quoted=True, folded=folded)))
