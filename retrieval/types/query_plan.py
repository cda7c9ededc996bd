"""The record of a question as it was understood, with everything that is read from its text.

Understanding (`retrieval/questions` and the domain that is asked) fills every slot once. Nothing after it reads the text
for its meaning again: what needs words for the models or the keyword index takes the fields that are made for that.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from retrieval.types.documents import Level, Role


class Language(StrEnum):
    """What a question is written in."""

    SIMPLIFIED = "zh-Hans"
    TRADITIONAL = "zh-Hant"
    ENGLISH = "en"


class Wanted(StrEnum):
    """The kind of answer a question asks for."""

    NUMBER = "number"
    DATE = "date"
    PERSON = "person"
    NAME = "name"
    LIST = "list"
    REASON = "reason"
    ANYTHING = "anything"


class Act(StrEnum):
    """What somebody does in a conversation with words that ask the documents nothing."""

    HELP = "help"
    GREETING = "greeting"
    THANKS = "thanks"
    """Also ok, goodbye and praise: nothing is expected in return."""
    CANCEL = "cancel"
    MORE = "more"
    """Other passages to the same question: 更多, 还有吗."""
    NEXT = "next"
    """The paragraph or page that follows: 下一段."""
    SOURCE = "source"
    """The paragraph that the answer stands in, and where it is: 出处, 原文."""
    AGAIN = "again"
    """The last answer once more: 再说一遍."""
    SURE = "sure"
    """Whether the last answer is right: 你确定吗, 不是8%吗, 错了."""
    ORDINAL = "ordinal"
    """One of what was shown, by its number: 第二个, 2."""
    PAGE = "page"
    PARAGRAPH = "paragraph"
    LINE = "line"
    """A page, a paragraph or a line of the document by its number: 第51段."""
    HEADINGS = "headings"
    """The headings of the document, or the part of a number: 报告分几部分, 第三部分."""
    SUMMARY = "summary"
    """A summary of the document, which nobody can quote."""
    DOCUMENTS = "documents"
    """Which documents there are: 有哪些报告."""
    OTHER_TALK = "other_talk"
    """Asks the bot for something else that it does not do: a joke, the weather, a poem."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place that has a government, or lies abroad."""

    name: str
    """In full, as `Document.place` gives it: 盘锦市, 保定市易县, 国务院."""
    level: Level
    parents: tuple[str, ...] = ()
    """What it lies in, the province first; empty: nothing, or unknown."""


class Joint(StrEnum):
    """What stands between a place in a text and the one named before it."""

    NONE = "none"
    """Other words, or there is none before it."""
    BESIDE = "beside"
    """A word that joins the sides of a comparison: 盘锦和大连."""
    OF = "of"
    """Nothing, or what parts a place from what it lies in: 江西抚州, Fuzhou in Jiangxi."""
    EITHER = "either"
    """A comma, which does both: 盘锦，大连; Fuzhou, Jiangxi."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named in a text."""

    text: str
    start: int
    end: int
    """Offsets into the normalised text, half-open."""
    candidates: tuple[Place, ...]
    """What it may be, the likelier first: 吉林 is a province and a city."""
    joint: Joint = Joint.NONE


@dataclass(frozen=True, slots=True)
class Meaning:
    """A word of the documents that an English word may stand for."""

    word: str
    weight: float
    """How surely it does; 0..1."""


@dataclass(frozen=True, slots=True)
class TimeAsked:
    """How a question says when, beside its years."""

    report: int | None = None
    """The year of the report that it names: 2017年报告里 says where to look, not which year is asked about."""
    plan: int | None = None
    """The first year of the five-year plan that it names: 2016 for 十三五."""
    until: frozenset[int] = frozenset()
    """Of its years those named as an end: 到2020年, by 2020."""
    side_by_side: tuple[int, ...] = ()
    """The years that it asks about one beside the other, in its order: 2013年和2016年; none: at most one, or a stretch."""
    is_relative: bool = False
    """Whether it says when only by what is now: 去年, this year."""
    is_past: bool = False
    """Whether it names a year before this one by what is now: 去年."""
    shift: int = 0
    """Of such a year, how many years it lies after this one: -2 for 前年."""
    years_on: int | None = None
    """Years from the one spoken of before: -1 for 再往前一年, 1 for the year after, 0 for 那年; None: it says none of these."""
    only_compares: bool = False
    """Whether its only year is one that it compares with: 比上年增加多少."""
    is_absent: bool = False
    """Whether the question was refused because nothing tells of its years: what is asked next is not of them."""


@dataclass(frozen=True, slots=True)
class PlacesAsked:
    """How a question speaks of places, beside their names."""

    unknown: tuple[str, ...] = ()
    """Names that are asked for like places and that nobody knows: 西京市."""
    levels: tuple[Level, ...] = ()
    """What tells which of two places of one name is meant, the surest first: 全市."""
    are_compared: bool = False
    """Whether they are compared with one another: 哪个高, each."""
    are_together: bool = False
    """Whether they have to do with one another: 盘锦和大连之间的铁路 is about one thing."""
    are_carried: bool = False
    """Whether they were taken over from the question before, and do not stand in this one."""
    are_absent: bool = False
    """Whether the question was refused because there is nothing of them: what is asked next is not of them."""


class Part(StrEnum):
    """What a piece of a question's wording does in it."""

    SUBJECT = "subject"
    PLACE = "place"
    TIME = "time"
    ROLE = "role"
    """Says that a result or a target is meant: 实际完成, 目标."""
    ASPECT = "aspect"
    """Asks for a property of the subject: 增速, 排第几, 为什么."""
    ASKING = "asking"
    """Only asks: 是多少."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of a question."""

    part: Part
    text: str


@dataclass(frozen=True, slots=True)
class Contrast:
    """A side that a question takes: 城镇 and not 农村."""

    own: tuple[str, ...]
    """Words of the side taken."""
    others: tuple[str, ...]
    """Words of the other sides."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that a question names, and what it could be mistaken for: 猪, and not 牛 or 羊."""

    said: str
    """As the question has it."""
    own: tuple[str, ...]
    """All words for it."""
    others: tuple[tuple[str, ...], ...]
    """The other things of its kind, each in all words for it."""


@dataclass(frozen=True, slots=True)
class Aspect:
    """A property that a question asks for."""

    asked: str
    """The words that ask for it: 多重."""
    names: tuple[str, ...]
    """Those that columns and rows of tables name it by: 重量, weight."""


@dataclass(frozen=True, slots=True)
class Supposition:
    """What a question supposes, and the word that would contradict it: 批评, 表扬."""

    supposed: str
    contrary: str


@dataclass(frozen=True, slots=True)
class Details:
    """What a question says itself, which its answer has as well, or contradicts."""

    figures: frozenset[Decimal] = frozenset()
    """The values of its figures."""
    ordinals: frozenset[str] = frozenset()
    """See `language.figures.ordinals`: 7次 of 第七次."""
    contrasts: tuple[Contrast, ...] = ()
    suppositions: tuple[Supposition, ...] = ()
    is_ordinal: bool = False
    """Whether it asks for a place in an order: 第几届."""
    is_change: bool = False
    """Whether it speaks of how much something changed, and not of how much there is."""
    is_other_stretch: bool = False
    """Whether it speaks of a quarter or of several years, and not of one year."""


@dataclass(frozen=True, slots=True)
class ExpectedTerm:
    """A word of a question that the sentence which answers it may be expected to have."""

    words: tuple[str, ...]
    """The word and others for it, in lower case, all of one script; any of them will do."""
    likelihood: float
    """How likely that sentence has one of them; above 0, below 1."""


_TOPIC = 4
"""Characters of a topic by itself; longer words ask for something of their own."""


@dataclass(frozen=True, slots=True)
class QueryPlan:
    """A question as it was understood."""

    text: str
    """As typed."""
    language: Language
    normalized: str
    """NFKC, simplified characters, without emoji, typing errors mended; only understanding reads it."""
    wording: tuple[Piece, ...] = ()
    """The same, cut into pieces by what they do: follow-ups exchange them."""
    embedding_text: str = ""
    """What the models compare with the documents' sentences: without the place that all documents searched are about."""
    content: str = ""
    """What is left of it for the keyword index: without stop words and, where years are known, without them."""
    terms: tuple[str, ...] = ()
    """What the keyword index is asked."""
    translations: tuple[tuple[Meaning, ...], ...] = ()
    """Of an English question: for each word, the documents' words it may stand for, the surest first."""
    inflected: tuple[tuple[Meaning, ...], ...] = ()
    """Of an English question: for each word, its forms, the one that was typed first."""
    expected: tuple[ExpectedTerm, ...] = ()
    """What the sentence that answers may be expected to say; of an English question in Chinese and in English words."""
    things: tuple[Thing, ...] = ()
    """What it names of which there are others that it could be mistaken for."""
    aspects: tuple[Aspect, ...] = ()
    """The properties it asks for, as tables name them."""
    act: Act | None = None
    """What it does in the conversation instead of asking; None: it asks."""
    number: int | None = None
    """Of an act: which one, page or paragraph; -1: the last."""
    sides: tuple[str, ...] = ()
    """The questions that are asked at once, each by itself: those of a message, of which the plan is the first, or one for
    each subject that the question lists; none: there is one."""
    years: tuple[int, ...] = ()
    time: TimeAsked = TimeAsked()
    role: Role | None = None
    may_be_target: bool = False
    """Whether it has a word of planning, though it may have one of results, too."""
    asks_reached: bool = False
    """Whether it asks if a target was reached."""
    places: tuple[frozenset[str], ...] = ()
    """The places it names, each with its possible short names; without the state."""
    named: tuple[Mention, ...] = ()
    """The same with all that is known of them. A follow-up may have them from the question before."""
    where: PlacesAsked = PlacesAsked()
    indicators: tuple[str, ...] = ()
    """Standard names of the indicators of the glossary that it names."""
    is_indicator_alone: bool = False
    """Whether it says nothing but them, a place and a time: 盘锦GDP."""
    may_be_topic: bool = False
    """Whether what is said of them answers as well, if no figure is: 教育, and not 失业率, which is nothing but a measure."""
    wanted: Wanted = Wanted.ANYTHING
    in_words: bool = False
    """Whether clauses answer it that say how, why or what there is to say, and not one figure, name or day."""
    unit: str = ""
    """The unit of the figure asked for, as asked: 亿, 个, %; empty: any."""
    figure_kinds: frozenset[str] = frozenset()
    """The kinds of figures that the noun asked for is given in (`language.figure_kinds`); none: nothing is known of it."""
    focus: str = ""
    """What the question word stands before or after: 机制 in 建立什么机制, 企业 in 企业有多少."""
    count: int = 0
    """How many things are asked for: 3 of 哪三大产业基地; 0: not said."""
    item: int | None = None
    """The number of the item of a list that is asked for: 2 of 第二件; -1: the last; None: none in particular."""
    article: str = ""
    """The article that is asked for and nothing else, as written: 第二十五条; empty: none is."""
    article_of: str = ""
    """The words that name the document whose article it is; empty: none do."""
    details: Details = Details()
    asks_occasion: bool = False
    """Whether it asks when, where or by whom the report itself was given."""
    of_unknown_kind: bool = False
    """Whether it is asked of documents of which nothing is known but their text: a clause may be half of a rule, and a line
    a title that nothing marks."""
    asks_part: bool = False
    """Whether it asks which article or section of a document says something."""
    is_bare: bool = False
    """Whether it says nothing of what it is about: 为什么, 2016年."""
    is_other_script: bool = False
    """Whether it is written in neither Chinese nor Latin letters."""
    in_full: str = ""
    """The whole question, where something was taken from what was asked before; empty: it stands by itself."""

    @property
    def is_follow_up(self) -> bool:
        """Whether something was taken from what was asked before."""
        return bool(self.in_full)

    @property
    def time_said(self) -> Piece | None:
        """The only words that say when; None: there are none, or several."""
        said = [piece for piece in self.wording if piece.part is Part.TIME]
        return said[0] if len(said) == 1 and len(self.years) <= 1 else None

    @property
    def remembered_place(self) -> str:
        """What it is about because it was spoken of before; empty: it names its own, or none."""
        if not self.where.are_carried:
            return ""
        names = [each.candidates[0].name if len(each.candidates) == 1 else each.text for each in self.named]
        said = (*names, *(each.text for each in self.named))
        return "" if any(name in self.whole for name in said) else "、".join(names)

    @property
    def asks_target(self) -> bool:
        """Whether what is planned is asked for, and not what came about."""
        return self.role is Role.TARGET

    @property
    def whole(self) -> str:
        """The question in full, for a person."""
        return self.in_full or self.text

    @property
    def is_topic_alone(self) -> bool:
        """Whether it is one short word that documents have other words for, and asks nothing: 楼市, 2017年楼市."""
        subject = "".join(each.text for each in self.wording if each.part is Part.SUBJECT).strip(" ?？。")
        asks = any(each.part not in {Part.SUBJECT, Part.PLACE, Part.TIME} for each in self.wording)
        is_short = 1 < len(subject) <= _TOPIC and all(map(is_han, subject))
        return self.wanted is Wanted.ANYTHING and is_short and not asks and bool(self.translations)

    @property
    def is_of_one_year(self) -> bool:
        """Whether a figure of an indicator is asked for, and of a single year: 2017年, 去年."""
        asks_figure = bool(self.indicators) and self.wanted in {Wanted.NUMBER, Wanted.ANYTHING}
        is_one = len(self.years) == 1 or self.time.is_relative
        return asks_figure and is_one and not self.details.is_other_stretch

    @property
    def is_empty(self) -> bool:
        """Whether there is neither a letter nor a digit in it."""
        return not any(map(str.isalnum, self.normalized))

    @property
    def has_han(self) -> bool:
        """Whether it compares a Chinese character; a bare GDP has none, but is not therefore English."""
        return any(map(is_han, self.embedding_text))


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the asker chose of what an answer offered, to have its question asked again; nothing: as it was."""

    place: str = ""
    """One of those that the question may mean, in full."""
    year: int | None = None


Asked = str | Narrowing
"""What somebody says: a text, or what a question is asked again of."""


def is_han(character: str) -> bool:
    """Whether a character is one of the common Chinese ones."""
    return "一" <= character <= "鿿"
