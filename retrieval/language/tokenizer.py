"""Normalised text -> the terms of the keyword indexes. The only user of jieba.

Two kinds of terms: words (jieba in search mode: long words are kept and cut) and character bigrams. Bigrams find
names and figures that segmentation cuts differently in a question and in a document.
"""

from __future__ import annotations

import functools
import re
import threading
import warnings

with warnings.catch_warnings():
    # jieba 0.42.1 writes regular expressions in plain strings, which newer compilers warn about.
    warnings.simplefilter("ignore")
    import jieba

from retrieval.types import is_han

STOP_WORDS = frozenset(
    """的 了 是 在 和 与 及 或 也 都 就 还 要 会 把 被 让 给 对 从 到 向 以 为 于 由 等 这 那 哪 什么 多少 几 怎么
    如何 吗 呢 吧 啊 呀 请问 一下 有 没有 多 大 请 我 你 他 我们 你们 哪些 哪个 哪几 谁 何时 几个 是否 又 才 能 可以
    一共 总共 分别 共 之 其 该 并 所 哪里 哪儿 哪家 哪位 哪种 怎样 怎么办 咋办 怎么样 啥 为什么 为何 告诉 想 知道 查 看 说
    a an the of in on at to for is are was were be been by with and or what which who whom how much many did does do
    will would its it s that this these those has have had from as about i me my we our us you your they them their he she
    his her there here can could may might must shall should if when where while not no nor but so than then too very just
    only also any some get got am being been because don t doesn didn won isn aren hasn haven shouldn ll ve""".split()
)
"""Words that stand in any question and any sentence; they tell nothing apart."""
_LATIN_WORD = re.compile(r"[a-z]+")
_FEW_STOP_WORDS = 2
_RUN = re.compile(r"[一-鿿]+|[a-z0-9]+(?:[.+%-][a-z0-9]+)*%?")


def words(text: str) -> list[str]:
    """Words of a normalised text to search for, lower case, without stop words; repeated words are repeated.

    >>> words("2017年GDP增长目标是多少")
    ['2017', '年', 'gdp', '增长', '目标']
    """
    pieces = _cutter().cut_for_search(text.lower())
    return [piece for piece in pieces if _RUN.match(piece) and piece not in STOP_WORDS]


def bigrams(text: str) -> list[str]:
    """Pairs of neighbouring Chinese characters of a normalised text, and its whole Latin words and numbers.

    >>> bigrams("城镇失业率3%")
    ['城镇', '镇失', '失业', '业率', '3%']
    """
    runs, others = runs_and_others(text)
    return [run[at : at + 2] for run in runs for at in range(len(run) - 1)] + others


def runs_and_others(text: str) -> tuple[list[str], list[str]]:
    """What the bigrams of a normalised text are made of: runs of Chinese characters, and the terms that stand alone.

    >>> runs_and_others("城镇失业率3%")
    (['城镇失业率'], ['3%'])
    """
    found = _RUN.findall(text.lower())
    runs = [run for run in found if _is_run(run)]
    return runs, [run for run in found if not _is_run(run) and run not in STOP_WORDS]


def _is_run(text: str) -> bool:
    return len(text) > 1 and is_han(text[0])


def content(text: str) -> str:
    """A normalised text without its stop words; a space stands where words were left out.

    >>> content("产业园区有多少家企业")
    '产业园区 家企业'
    """
    pieces = (" " if piece.lower() in STOP_WORDS else piece for piece in _cutter().cut(text, HMM=False))
    return " ".join("".join(pieces).split())


def is_english(text: str) -> bool:
    """Whether a text is an English sentence, and not a name, a path or a command, which have few of the words of any sentence.

    >>> is_english("Press the key to open it."), is_english("sudo apt-get build-dep foo")
    (True, False)
    """
    found = _LATIN_WORD.findall(text.lower())
    return sum(word in STOP_WORDS for word in found) >= _FEW_STOP_WORDS


def dictionary_words(text: str) -> list[str]:
    """The words of a text that the dictionary has, and single characters where it has none."""
    return list(_cutter().cut(text, HMM=False))


def frequency(word: str) -> int:
    """How often a word stands in the texts that the dictionary was made of; 0: it is not in the dictionary."""
    return int(_cutter().FREQ.get(word, 0))


def warm_up() -> None:
    """Load the dictionary now (half a second) rather than with the first question."""
    _cutter()


_LOADING = threading.Lock()


@functools.cache
def _loaded_cutter() -> jieba.Tokenizer:
    cutter = jieba.Tokenizer()
    # `initialize` would keep what it reads as a file of a fixed name in the shared temporary folder, and load with marshal
    # whatever somebody else has put there. Reading the dictionary itself takes no longer than reading that file.
    with cutter.get_dict_file() as file:
        cutter.FREQ, cutter.total = _frequencies(file.read().decode())
    cutter.initialized = True
    return cutter


def _frequencies(dictionary: str) -> tuple[dict[str, int], int]:
    """Lines of a word, its frequency and its tag -> what jieba's `gen_pfdict` makes of them, in half the time.

    Returns:
        The frequency of each word, and 0 of each beginning of one that is none itself; and that of all lines together.
    """
    fields = dictionary.split()
    frequencies = [int(field) for field in fields[1::3]]
    found = dict(zip(fields[::3], frequencies, strict=True))
    for word in fields[::3]:
        # Of a longer beginning that is there, the shorter ones are, too, or will be.
        for end in range(len(word) - 1, 0, -1):
            if word[:end] in found:
                break
            found[word[:end]] = 0
    return found, sum(frequencies)


def _cutter() -> jieba.Tokenizer:
    with _LOADING:
        return _loaded_cutter()
