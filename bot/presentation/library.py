"""The documents as messages: a list by pages, and one to choose from with buttons."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.conversation.library import MOST_CHOSEN, ChosenDocuments, Group, Library, title_of
from bot.messages import ChatTexts, chat_texts_in, place_texts_in, texts_in
from bot.messages.uploads import upload_texts_in
from bot.presentation.gloss import called
from bot.presentation.phone_lines import LINE_EMS, ems, shortened
from bot.presentation.rich_text import Block, Button, Keyboard, RichText, clipped, plain_block
from bot.presentation.uploads import removing_button
from retrieval.domains.work_reports.places.place_names import short_name
from retrieval.types import Document, DocumentId, Language, Level

LIST, CHOOSE = "s", "u"
"""Subjects of buttons: turn the page of the list; choose documents."""
TOGGLE, PAGE, ALL, THESE, DONE = "t", "p", "a", "m", "x"
"""What a button of the choice does."""
PAGE_SIZE = 5
"""With the title and a hint or two, what is read at one glance."""
_PAGES_TURNED = 3
"""Somebody who looks for one of more finds it by its name."""
_MOST_GROUPS = 40
"""More than these are no shorter to read than pages."""
_GROUPS_IN_ROW = 4
_GROUP_EMS = 5.0
_PLACE = re.compile(r"(?P<page>\d{0,5})(?:\.(?P<group>\d{1,4}))?", re.ASCII)
_TITLE_EMS = 30.0
_BUTTON_EMS = 17.0
_NAMED = 3
_WORDS_UNITS = 30
_CHOSEN, _OPEN = "☑ ", "☐ "
_OWN = "📎"


@dataclass(frozen=True, slots=True)
class Shelf:
    """Some of the documents, and which page of them is shown."""

    documents: Sequence[Document]
    """In their order."""
    words: str = ""
    """Their names hold these; empty: they are all there are."""
    number: int = 0
    """Of the page, from 0; one beyond the last counts as the last."""
    own: Mapping[DocumentId, str] = field(default_factory=dict)
    """What is said of the files that the chat has sent."""
    groups: Sequence[Group] = ()
    """In which they lie, where all of them are listed."""
    group: int | None = None
    """The one that is shown; None: all."""

    @property
    def is_by_group(self) -> bool:
        """Whether the groups are shown to choose from, as nobody would turn so many pages."""
        return self.group is None and self.pages > _PAGES_TURNED and 1 < len(self.groups) <= _MOST_GROUPS

    @property
    def place(self) -> str:
        """What a button says of the page shown, and of the group."""
        return _place(self.page, self.group)

    @property
    def pages(self) -> int:
        """How many there are."""
        return max(1, -(-len(self.documents) // PAGE_SIZE))

    @property
    def page(self) -> int:
        """The page shown."""
        return min(self.number, self.pages - 1)

    @property
    def shown(self) -> Sequence[Document]:
        """The documents on it."""
        return self.documents[self.page * PAGE_SIZE : (self.page + 1) * PAGE_SIZE]


def shelf_of(
    library: Library, words: str, place: str = "", own: Mapping[DocumentId, str] | None = None
) -> Shelf | None:
    """What is listed where a button or nobody has turned to.

    Args:
        library: the documents that the chat may see.
        words: their names hold these; empty: any.
        place: what the button says of page and group; empty: the first page of all.
        own: what is said of the files that the chat has sent.

    Returns:
        None: no button of ours says so.
    """
    match = _PLACE.fullmatch(place)
    if match is None:
        return None
    page, group = int(match["page"] or 0), match["group"]
    if words:
        return Shelf(library.matching(words), words, page, own or {})
    if group is None or not library.groups:
        return Shelf(library.documents, "", page, own or {}, library.groups)
    at = min(int(group), len(library.groups) - 1)
    return Shelf(library.groups[at].documents, "", page, own or {}, library.groups, at)


def render_list(shelf: Shelf, searched: ChosenDocuments, language: Language) -> RichText:
    """A page of the list of documents.

    Args:
        shelf: what is listed.
        searched: what the chat has chosen.
        language: of whoever reads it.
    """
    texts = chat_texts_in(language)
    if not shelf.documents:
        return RichText((plain_block(_nothing(shelf, texts)),))
    if shelf.is_by_group:
        hints = [*_how_to_find(shelf, "/sources", language), plain_block(texts.use_hint)]
        return RichText(
            (plain_block(_title(shelf, texts, language)), *hints), _of_groups(shelf, f"{LIST}:", language)
        )
    chosen = {each.id for each in searched.documents}
    lines = [
        plain_block(_line(f"{number}. ", each, shelf, " ✓" if each.id in chosen else ""))
        for number, each in enumerate(shelf.shown, shelf.page * PAGE_SIZE + 1)
    ]
    own = [each for each in shelf.shown if each.id in shelf.own]
    hints = [*_how_to_find(shelf, "/sources", language), plain_block(texts.use_hint)]
    if own:
        hints.append(plain_block(upload_texts_in(language).own_hint))
    blocks = (plain_block(_title(shelf, texts, language)), *lines, *hints)
    removing = tuple((removing_button(each),) for each in own)
    return RichText(blocks, (*removing, *_turning(shelf, f"{LIST}:")))


def render_choice(shelf: Shelf, searched: ChosenDocuments, language: Language) -> RichText:
    """A page of the documents, each a button that chooses it or lets it go.

    Args:
        shelf: what is offered.
        searched: what the chat has chosen.
        language: of whoever reads it.
    """
    texts = chat_texts_in(language)
    if not shelf.documents:
        return RichText((plain_block(_nothing(shelf, texts)),))
    state = kept_sentence(searched, language) if searched.documents else texts.use_kept_all
    hints = _how_to_find(shelf, "/use", language)
    if shelf.is_by_group:
        rows = _of_groups(shelf, f"{CHOOSE}:{PAGE}:", language)
        done = (Button(texts.use_all, f"{CHOOSE}:{ALL}"), Button(texts.use_done, f"{CHOOSE}:{DONE}"))
        return RichText(
            (plain_block(_title(shelf, texts, language)), plain_block(state), *hints), (*rows, done)
        )
    blocks = (
        plain_block(_title(shelf, texts, language)),
        plain_block(state),
        *hints,
        plain_block(texts.use_title),
    )
    chosen = {each.id for each in searched.documents}
    toggles = [(_toggle(each, chosen, shelf.place),) for each in shelf.shown]
    last = [Button(texts.use_all, f"{CHOOSE}:{ALL}"), Button(texts.use_done, f"{CHOOSE}:{DONE}")]
    if shelf.words and 1 < len(shelf.documents) <= MOST_CHOSEN:
        these = texts.use_these.format(count=len(shelf.documents))
        last.insert(0, Button(these, f"{CHOOSE}:{THESE}"))
    return RichText(blocks, (*toggles, *_turning(shelf, f"{CHOOSE}:{PAGE}:"), tuple(last)))


def render_kept_choice(searched: ChosenDocuments, language: Language) -> RichText:
    """What is searched from now on."""
    texts = chat_texts_in(language)
    return RichText(
        (plain_block(kept_sentence(searched, language) if searched.documents else texts.use_kept_all),)
    )


def kept_sentence(searched: ChosenDocuments, language: Language) -> str:
    """Names the documents that are searched."""
    return chat_texts_in(language).use_kept.format(titles=_named(searched.documents, language))


def searched_line(searched: ChosenDocuments, language: Language) -> Block | None:
    """Said under an answer of a chat that has chosen documents."""
    texts = chat_texts_in(language)
    if searched.is_lost:
        return plain_block(texts.scope_lost)
    if not searched.documents:
        return None
    return plain_block(texts.scope.format(titles=_named(searched.documents, language, most=1)))


def _named(documents: Sequence[Document], language: Language, most: int = _NAMED) -> str:
    texts = texts_in(language)
    named = texts.listed([shortened(title_of(each), _TITLE_EMS) for each in documents[:most]])
    if len(documents) <= most:
        return named
    return texts.more_documents.format(titles=named, count=len(documents))


def _line(number: str, document: Document, shelf: Shelf, mark: str) -> str:
    """A document of the list on one line; what is said of a file of the chat may take a second one."""
    note = shelf.own.get(document.id)
    before = number if note is None else f"{number}{_OWN} "
    title = shortened(title_of(document), LINE_EMS - ems(before + mark))
    return before + title + ("" if note is None else f" · {note}") + mark


def _how_to_find(shelf: Shelf, command: str, language: Language) -> tuple[Block, ...]:
    """Said where nobody wants to turn so many pages."""
    if shelf.pages <= _PAGES_TURNED:
        return ()
    return (plain_block(place_texts_in(language).find_hint.format(command=command)),)


def _nothing(shelf: Shelf, texts: ChatTexts) -> str:
    return texts.sources_none.format(words=clipped(shelf.words, _WORDS_UNITS))


def _title(shelf: Shelf, texts: ChatTexts, language: Language) -> str:
    count = len(shelf.documents)
    title = texts.sources_title.format(count=count)
    if shelf.words:
        words = clipped(shelf.words, _WORDS_UNITS)
        title = texts.sources_matching.format(count=count, words=words)
    if shelf.group is not None and shelf.groups[shelf.group].name:
        title = texts.sources_in.format(name=_called(shelf.groups[shelf.group], language), count=count)
    if shelf.pages == 1 or shelf.is_by_group:
        return title
    return f"{title} · {shelf.page + 1}/{shelf.pages}"


def _of_groups(shelf: Shelf, data: str, language: Language) -> Keyboard:
    """A button for each group with the number of its documents, some in a row."""
    buttons = [
        Button(f"{_called(each, language)} {len(each.documents)}", f"{data}{_place(0, number)}")
        for number, each in enumerate(shelf.groups)
    ]
    return tuple(tuple(buttons[at : at + _GROUPS_IN_ROW]) for at in range(0, len(buttons), _GROUPS_IN_ROW))


def _called(group: Group, language: Language) -> str:
    """A short name of a group; what lies in none is told by its first document."""
    first, texts = group.documents[0], texts_in(language)
    if not group.name:
        return texts.nation if first.level is Level.STATE else shortened(title_of(first), _GROUP_EMS)
    name = called(group.name, texts) if first.province else group.name
    return shortened(short_name(name) if not name.isascii() and first.province else name, _GROUP_EMS)


def _place(page: int, group: int | None) -> str:
    return str(page) if group is None else f"{page}.{group}"


def _toggle(document: Document, chosen: set[DocumentId], page: str) -> Button:
    mark = _CHOSEN if document.id in chosen else _OPEN
    title = shortened(title_of(document), _BUTTON_EMS)
    return Button(mark + title, f"{CHOOSE}:{TOGGLE}:{document.id}:{page}")


def _turning(shelf: Shelf, data: str) -> Keyboard:
    row = []
    if shelf.group is not None:
        row.append(Button("↩", f"{data}0"))
    if shelf.page > 0:
        row.append(Button("‹", f"{data}{_place(shelf.page - 1, shelf.group)}"))
    if shelf.page + 1 < shelf.pages:
        row.append(Button("›", f"{data}{_place(shelf.page + 1, shelf.group)}"))
    return (tuple(row),) if row else ()
