"""Verdicts on claims as one message: the verdict, both figures side by side, the words that decide, where they stand."""

from __future__ import annotations

from bot.conversation.replies import ClaimsChecked
from bot.messages import chat_texts_in, texts_in
from bot.messages.facts import FactTexts, fact_texts
from bot.presentation.answer_buttons import Setting, open_button
from bot.presentation.links import PassageLink, SharedQuery
from bot.presentation.parts import attribution
from bot.presentation.passing_on import copy_button, share_button
from bot.presentation.phone_lines import FOLDED_LINES, LINE_EMS, QUOTE_EMS, line_count, shortened
from bot.presentation.quotes import Around, source, with_quotes
from bot.presentation.retries import retry_rows
from bot.presentation.rich_text import Block, Keyboard, Piece, RichText, Style, plain_block, shown
from retrieval.fact_types import Checked, Reason, Verdict

CHECK = "k"
"""Subject of buttons: check the claim that stands on the button."""
_MOST_PAIRS = 2
_QUOTED = "“{claim}”"
_SIGNS = {Verdict.SUPPORTED: "✅", Verdict.CONTRADICTED: "❌", Verdict.NOT_FOUND: "❔"}


def render_checked(reply: ClaimsChecked, setting: Setting) -> RichText:
    """The message for the verdicts on the claims of one message.

    Args:
        reply: never without a verdict.
        setting: where it is shown.
    """
    if len(reply.checked) > 1:
        return _several(reply, setting)
    (checked,) = reply.checked
    texts = fact_texts(reply.language)
    head = [Block((Piece(_headline(checked, texts), Style.BOLD),)), *_pairs(checked, texts)]
    if not checked.citations:
        return RichText(tuple(head), retry_rows(reply.retries, CHECK, setting))
    # Of another place's figure its paragraph is shown beside that of the place that was named.
    cited = checked.citations[: 2 if checked.reason in {Reason.OTHER_PLACE, Reason.REPORTS_DIFFER} else 1]
    message = with_quotes(Around(head), cited, texts_in(reply.language), setting.bot)
    return RichText(message.blocks, _buttons(checked, reply, setting))


def verdict_line(checked: Checked) -> str:
    """A verdict with its figures in one line: ❌ 说法 8% ≠ 报告 7%."""
    texts = fact_texts(checked.language)
    pairs = [_pair(checked, number, texts) for number in range(len(checked.figures[:1]))]
    said = pairs or [texts.reasons[checked.reason] or texts.verdicts[checked.verdict]]
    return f"{_SIGNS[checked.verdict]} {said[0]}"


def _headline(checked: Checked, texts: FactTexts) -> str:
    reason = texts.reasons[checked.reason]
    verdict = f"{_SIGNS[checked.verdict]} {texts.verdicts[checked.verdict]}"
    return f"{verdict}{texts.colon}{reason}" if reason else verdict


def _pairs(checked: Checked, texts: FactTexts) -> list[Block]:
    """Both figures side by side; of what was not found there is nothing to set beside the claim's."""
    if checked.verdict is Verdict.NOT_FOUND:
        return []
    return [plain_block(_pair(checked, at, texts)) for at in range(len(checked.figures[:_MOST_PAIRS]))]


def _pair(checked: Checked, number: int, texts: FactTexts) -> str:
    pair = checked.figures[number]
    mark = "=" if pair.agrees else "≠"
    claimed, reported = shown(pair.claimed), shown(pair.reported) or "—"
    return texts.pair.format(claimed=claimed, mark=mark, reported=reported).strip()


def _several(reply: ClaimsChecked, setting: Setting) -> RichText:
    """A line for each claim; the claims with the words that decide and their sources are folded below."""
    texts = texts_in(reply.language)
    lines = [plain_block(f"{at}. {verdict_line(each)}") for at, each in enumerate(reply.checked, 1)]
    pieces: list[Piece] = []
    for at, each in enumerate(reply.checked, 1):
        pieces += [Piece("\n")] if pieces else []
        pieces.append(Piece(f"{at}. {shortened(each.claim, 2 * LINE_EMS)}"))
        for citation in each.citations[:1]:
            words = citation.highlights[0].of(citation.text) if citation.highlights else ""
            if words:
                pieces += [Piece(" → "), Piece(shown(words), Style.BOLD)]
            pieces += [Piece("\n— "), *source([citation], texts, setting.bot).pieces]
    said = "".join(piece.text for piece in pieces)
    quote = Block(tuple(pieces), quoted=True, folded=line_count(said, QUOTE_EMS) > FOLDED_LINES)
    return RichText((*lines, quote))


def _buttons(checked: Checked, reply: ClaimsChecked, setting: Setting) -> Keyboard:
    """The paragraph, and the verdict for another chat and another app."""
    first, texts = checked.citations[0], chat_texts_in(reply.language)
    link = PassageLink.to(first.passage, first.text, first.highlights)
    opening = open_button(texts.open_one, link, setting, is_own=first.is_own)
    if first.is_own:
        return ((opening,),)
    said = f"{verdict_line(checked)} {_QUOTED.format(claim=checked.claim)}"
    query = SharedQuery(f"{texts.check_word} {checked.claim}")
    sources = [attribution(first, texts_in(reply.language))]
    return (
        (
            opening,
            share_button(query, said, first, texts, setting.bot),
            copy_button(said, sources, texts),
        ),
    )
