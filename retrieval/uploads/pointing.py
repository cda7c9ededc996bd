"""Words that point at a file that was sent: 这个文件里, in this document. They say where to look, not what for."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FILES = "文件|文档|文檔|檔案|附件|资料|資料|材料|文本|PDF|pdf|Word|word|Excel|excel|表格|电子书|電子書|压缩包|壓縮檔"
"""What a file is called whatever it holds."""
_TEXTS = "合同|合約|协议|協議|文章|论文|論文|简历|簡歷|手册|手冊|说明书|說明書|发票|發票|书|書|邮件|郵件|信|通知|讲稿|講稿"
"""What a text is called that few corpora hold."""
_THIS = (
    "(?:这|這|此|该|該|我的|我们的|我們的|我?(?:刚才|剛才|刚刚|剛剛|刚|剛|上面)?(?:发|發|传|傳|上传|上傳)(?:给你|給你)?的)"
    "(?:一)?(?:个|個|份|篇|张|張|本|封)?"
)
_CHINESE = re.compile(
    rf"(?:(?:请|請)?(?:根据|根據|按照|依据|依據|按|据|據|在|从|從|看看|看)?){_THIS}(?:{_FILES}|{_TEXTS})"
    r"(?:的?(?:里面|裡面|裏面|里|裡|裏|中|内|內|上)(?:边|邊|面|头|頭)?(?:写的|寫的|说的|說的)?的?|的)?[，,：:、]?"
)
"""这个文件里, 根据这份合同，, 我刚才发的文档里的."""
_ENGLISH_NOUNS = "files?|documents?|docs?|attachments?|uploads?|pdf|contract|agreement|paper|manual|spreadsheet|letter|e-?mail"
_ENGLISH_THIS = (
    rf"(?:this|that|the|my|our) (?:(?:attached|uploaded|sent) )?(?:{_ENGLISH_NOUNS})"
    r"(?: (?:that )?I (?:just )?(?:sent|uploaded))?"
)
_ENGLISH = re.compile(
    rf"\b(?:in|from|of|by|according to|based on|within|inside|per|under) {_ENGLISH_THIS}\b[,:]?",
    re.IGNORECASE,
)
"""in this file, according to the contract, of my document I sent."""
_ENGLISH_SUBJECT = re.compile(
    r"\b(?:this|my) (?:(?:attached|uploaded) )?(?:file|document|attachment|upload|pdf)\b", re.IGNORECASE
)
"""what does this document say about rent: the words stay, as the sentence needs them."""
_LEAST = 2
"""Characters of a question that are left to look for; of 这个文件 alone nothing is left."""


@dataclass(frozen=True, slots=True)
class Pointed:
    """A question, and whether it points at a file."""

    question: str
    """Without the words that point, if it can do without."""
    is_at_file: bool


def pointed(text: str) -> Pointed:
    """Read where a question points.

    >>> pointed("这个文件里租金是多少")
    Pointed(question='租金是多少', is_at_file=True)
    >>> pointed("What is the rent in this file?").question
    'What is the rent?'
    >>> pointed("盘锦市2017年GDP目标").is_at_file
    False
    """
    found = _CHINESE.search(text) or _ENGLISH.search(text)
    if found is None:
        return Pointed(text, bool(_ENGLISH_SUBJECT.search(text)))
    rest = f"{text[: found.start()].rstrip()}{text[found.end() :]}".strip()
    if text[: found.start()].strip() and text[found.end() : found.end() + 1].isspace():
        rest = f"{text[: found.start()].rstrip()} {text[found.end() :].lstrip()}".strip()
    enough = sum(map(str.isalnum, rest)) >= _LEAST
    return Pointed(rest if enough else text, is_at_file=True)
