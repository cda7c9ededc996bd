"""The sentences of one language, a record for each subject: a language that leaves a field out does not type-check.

The sentences hold no markup: the faces add it, and escape. `{…}` marks what is filled in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.types import Role

_NAMED_AT_MOST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """Around an answer, in a greeting, and where there is no answer."""

    list_mark: str
    """Stands between the items of a list."""
    label_mark: str
    """Stands between a label and what it labels."""
    word_space: str

    welcome: str
    how_private: str
    """A line of /help, like the next six."""
    how_on: str
    how_source: str
    how_check: str
    how_narrow: str
    how_group: str
    how_inline: str
    try_one: str
    joined: str
    """Said to a group that the bot was added to."""
    open_private: str
    """On a button."""
    unknown_command: str
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
    busy: str
    """Said to whoever has waited for some seconds; the answer takes its place."""
    too_much: str
    """Says how many questions are not answered, counted from the one that it is a reply to."""
    took_too_long: str
    late_in_group: str
    """Said once to a group in which many asked while the bot was away."""

    empty_question: str
    too_long: str
    off_topic: str
    small_talk: str
    no_year: str
    no_place: str
    no_indicator: str
    no_evidence: str
    other_thing: str
    unnamed_place: str
    unnamed_indicator: str
    nearest: str
    reword: str
    """A way on after a refusal."""
    reword_report: str
    """The same where documents are of places and years."""
    several: str
    possibly: str
    """Begins an answer that may well be wrong."""
    hard_to_read: str
    """Begins an answer whose figure cannot be read for sure in the scan of its document."""
    understood: str
    """Begins the answer to a question that left something out."""
    unanswered: str
    """Of several questions that were asked at once, those to which nothing was found."""
    left: str
    """Of several questions that were asked at once, those that were not looked up."""

    year: str
    result: str
    target: str
    paragraph: str
    sources: str
    """Before the names of several documents."""
    own_file: str
    """Before the name of a document that the chat has sent, which no other chat sees."""
    nation: str
    """What is said instead of the State Council, whose reports are about the whole country."""
    line: str
    page: str
    from_scan: str
    """After where a paragraph stands that was read from a picture."""
    inline_nothing: str
    inline_try: str
    inline_private: str
    """On a button, at most 64 characters."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatTexts:
    """Of buttons, and of what they open."""

    open_one: str
    """On a button, like those down to `back`."""
    further: str
    share: str
    copy: str
    check_word: str
    """Typed before a claim that is to be checked, where a verdict is shared."""
    right: str
    wrong: str
    not_found: str
    previous: str
    next: str
    back: str

    passage_gone: str
    answer_gone: str
    further_title: str
    nothing_further: str
    button_gone: str
    judged: str
    choose_documents: str
    """On a button among the settings."""
    sources_title: str
    sources_matching: str
    sources_in: str
    """Of one province or folder."""
    sources_none: str
    use_hint: str
    use_title: str
    use_all: str
    use_these: str
    use_done: str
    use_kept: str
    use_kept_all: str
    use_too_many: str
    scope: str
    scope_lost: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceTexts:
    """About places and years: which place is meant, which report is not there. A place keeps its Chinese name in English."""

    or_mark: str
    """Stands between two places, one of which is meant."""
    which_of: str
    which_place: str
    type_it: str
    any_place: str
    """Said where buttons offer some places."""
    """Where there are no buttons."""

    no_report: str
    no_year_report: str
    no_results: str
    """The report is not there that would tell the results of the year before it."""
    of_place: str
    """Fills `{place}` of the former, where there is one."""
    other_years: str
    nearest_years: str
    """Fill `{others}`; the second one where not all are named."""
    no_report_chosen: str
    no_year_report_chosen: str
    """The same of a chat that has chosen documents."""
    search_all: str
    """On a button."""
    which_there: str
    """Said where there is no document of a place."""
    find_hint: str
    """Said under a long list of documents."""

    def which(self, places: Sequence[str]) -> str:
        """Asks which of some places is meant."""
        if len(places) > _NAMED_AT_MOST or not all(places):
            return self.which_place
        return self.which_of.format(places=self.or_mark.join(places))


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyTexts:
    """About what is kept, and of deleting it."""

    forget_me: str
    """On a button, like the next two."""
    forget_group: str
    keep: str

    title: str
    last_question: str
    answers: str
    judgements: str
    under_way: str
    answered: str
    settings: str
    who: str
    nowhere: str
    how_to_delete: str

    minutes: str
    days: str
    hours: str
    seconds: str

    ask_person: str
    ask_group: str
    forgotten: str
    group_forgotten: str
    kept: str

    @property
    def lines(self) -> tuple[str, ...]:
        """What is kept, a line each."""
        kept = (self.last_question, self.answers, self.judgements, self.under_way, self.answered)
        return (*kept, self.settings)


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsTexts:
    """Of menus and settings."""

    command_ask: str
    """In the menu, like those down to `command_settings`."""
    command_compare: str
    command_check: str
    command_help: str
    command_sources: str
    command_use: str
    command_status: str
    command_language: str
    command_privacy: str
    command_forget: str
    command_settings: str

    choose_language: str
    language_kept: str
    automatic: str
    """On a button: each person is answered in the language of their Telegram."""

    settings_title: str
    language_is: str
    quiet_is: str
    quiet_hint: str
    documents_are: str
    all_documents: str
    some_documents: str
    on: str
    off: str
    quiet_button: str
    close: str
    settings_closed: str
    only_admins: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusTexts:
    """Of /status."""

    title: str
    counts: str
    vectors: str
    """Of both models, as long as some are missing."""
    vectors_whole: str
    filling_fast: str
    filling: str
    not_filling: str
    """Said when vectors are missing and nobody is known to make them."""
    changed: str

    seconds: str
    """A span of time, like the next three."""
    minutes: str
    hours: str
    days: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkTexts:
    """Of the conversation in the terminal."""

    invitation: str
    meanings: tuple[str, ...]
    no_history: str
    sources_title: str
    sources_none: str
    all_searched: str
    more_sources: str
    forgotten: str
    nothing_open: str
    no_neighbour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyTexts:
    """In reply to words that ask nothing of the documents; of several that mean the same, one is said."""

    greeting: tuple[str, ...]
    thanks: tuple[str, ...]
    cancel: tuple[str, ...]
    other_talk: tuple[str, ...]
    """To what is no subject of documents: weather, poems, love."""
    nothing_before: str
    which_document: str
    no_such_place: str
    outline: str
    no_summary: str
    """Before the headings, where a summary was asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Messages:
    """All sentences of one language."""

    answers: Texts
    replies: ReplyTexts
    buttons: ChatTexts
    places: PlaceTexts
    privacy: PrivacyTexts
    settings: SettingsTexts
    status: StatusTexts
    talk: TalkTexts
