"""Sentences about files that chats send, in each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from retrieval.errors import Refusal
from retrieval.types import Language
from retrieval.uploads.records import UploadProblem


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadTexts:
    """What is said of files in one language."""

    fetching: str
    reading: str
    recognising: str
    """How far the reading of a scan is."""
    photo: str
    """What a photo is called, which has no name."""
    taken: str
    """Said when a file can be asked."""
    keep: str
    """On a button, like the next one."""
    remove: str
    kept: str
    all_kept: str
    removed: str
    gone: str
    nothing_sent: str
    keep_how: str
    only_admins: str
    own_hint: str
    """Under a list with files of the chat."""
    left: str
    """After the name of a file in a list."""
    hours: str
    days: str
    kinds: str
    """Said to a photo and the like."""
    kinds_and_photos: str
    """The same where photos are read."""
    how: str
    """A line of /help."""
    private: str
    """A line of /privacy."""
    command_keep: str
    """In the menu."""
    refused: Mapping[Refusal | UploadProblem, str]


_SIMPLIFIED = UploadTexts(
    fetching="⏳ 正在下载《{name}》…",
    reading="⏳ 正在读《{name}》…",
    recognising="⏳ 正在识别《{name}》里的文字（{page}/{pages}页）…",
    photo="照片.jpg",
    taken="📎《{title}》读好了（{pages}页），直接问就行，只有本聊天能问。{left}后自动删除。",
    keep="保留{days}天",
    remove="🗑 删除",
    kept="📎《{title}》保留到{left}后。",
    all_kept="📎 本聊天的{count}份文件保留到{left}后。",
    removed="🗑《{title}》已删除。",
    gone="这份文件已经不在了。",
    nothing_sent="本聊天还没有文件，发一个给我就能问它。",
    keep_how="请写1到{days}之间的天数，例如：/keep {days}",
    only_admins="在群里只有管理员能给我发文件、保留和删除文件。",
    own_hint="📎 是本聊天自己的文件，别的聊天看不到；点🗑删除。/keep 延长保留。",
    left="还有{left}",
    hours="{number}小时",
    days="{number}天",
    kinds="我不读照片、语音和视频。请发文件：PDF、Word、Excel、网页、电子书、邮件或文本，例如拍照后转成的带文字的PDF。",
    kinds_and_photos="我不读语音和视频。请发文件或照片：拍下的一页文字、PDF、Word、Excel、网页、电子书、邮件或文本。",
    how="📎 发文件给我，然后直接问它",
    private="你发来的文件：读成文字保存{left}，/keep 可延长；原文件不保存",
    command_keep="延长保留发来的文件",
    refused={
        Refusal.BROKEN: "《{name}》已损坏或不完整，读不了，请重新导出后再发。",
        Refusal.ENCRYPTED: "《{name}》有密码，请去掉密码后再发。",
        Refusal.SCAN: "《{name}》是扫描件，里面没有文字，请先做文字识别（OCR）再发。",
        Refusal.EMPTY: "《{name}》里没有可以读的文字。",
        Refusal.OTHER_KIND: "《{name}》的内容和它的扩展名不符，请用原来的程序另存后再发。",
        Refusal.TOO_MUCH: "《{name}》太大或太复杂，读不完，请拆成几份再发。",
        UploadProblem.UNKNOWN_KIND: "我不读《{name}》这种文件。能读：PDF、Word、Excel、PPT、网页、电子书、邮件、文本、CSV和ZIP。",
        UploadProblem.TOO_LARGE: "《{name}》超过20 MB，Telegram不让我下载这么大的文件，请拆开或压缩后再发。",
        UploadProblem.TOO_MANY_FILES: "今天收的文件够多了（每24小时{files}份），《{name}》请过些时候再发。",
        UploadProblem.TOO_MANY_BYTES: "今天收的文件够大了（每24小时{megabytes} MB），《{name}》请过些时候再发。",
        UploadProblem.TOO_MANY_PAGES: "今天读的页数够多了（每24小时{pages}页），《{name}》请过些时候再发。",
        UploadProblem.NO_ROOM: "我这里存储空间不够，《{name}》没有收下，请过些时候再发。",
        UploadProblem.NOT_FETCHED: "《{name}》没有下载成功，请再发一次。",
        UploadProblem.FORGOTTEN: "你已要求删除，《{name}》没有收下。",
    },
)

_TRADITIONAL = UploadTexts(
    fetching="⏳ 正在下載《{name}》…",
    reading="⏳ 正在讀《{name}》…",
    recognising="⏳ 正在辨識《{name}》裡的文字（{page}/{pages}頁）…",
    photo="照片.jpg",
    taken="📎《{title}》讀好了（{pages}頁），直接問就行，只有本聊天能問。{left}後自動刪除。",
    keep="保留{days}天",
    remove="🗑 刪除",
    kept="📎《{title}》保留到{left}後。",
    all_kept="📎 本聊天的{count}份檔案保留到{left}後。",
    removed="🗑《{title}》已刪除。",
    gone="這份檔案已經不在了。",
    nothing_sent="本聊天還沒有檔案，傳一個給我就能問它。",
    keep_how="請寫1到{days}之間的天數，例如：/keep {days}",
    only_admins="在群組裡只有管理員能傳檔案給我、保留和刪除檔案。",
    own_hint="📎 是本聊天自己的檔案，別的聊天看不到；點🗑刪除。/keep 延長保留。",
    left="還有{left}",
    hours="{number}小時",
    days="{number}天",
    kinds="我不讀照片、語音和影片。請傳檔案：PDF、Word、Excel、網頁、電子書、郵件或文字，例如拍照後轉成的帶文字的PDF。",
    kinds_and_photos="我不讀語音和影片。請傳檔案或照片：拍下的一頁文字、PDF、Word、Excel、網頁、電子書、郵件或文字。",
    how="📎 傳檔案給我，然後直接問它",
    private="你傳來的檔案：讀成文字保存{left}，/keep 可延長；原檔案不保存",
    command_keep="延長保留傳來的檔案",
    refused={
        Refusal.BROKEN: "《{name}》已損壞或不完整，讀不了，請重新匯出後再傳。",
        Refusal.ENCRYPTED: "《{name}》有密碼，請去掉密碼後再傳。",
        Refusal.SCAN: "《{name}》是掃描件，裡面沒有文字，請先做文字辨識（OCR）再傳。",
        Refusal.EMPTY: "《{name}》裡沒有可以讀的文字。",
        Refusal.OTHER_KIND: "《{name}》的內容和它的副檔名不符，請用原來的程式另存後再傳。",
        Refusal.TOO_MUCH: "《{name}》太大或太複雜，讀不完，請拆成幾份再傳。",
        UploadProblem.UNKNOWN_KIND: "我不讀《{name}》這種檔案。能讀：PDF、Word、Excel、PPT、網頁、電子書、郵件、文字、CSV和ZIP。",
        UploadProblem.TOO_LARGE: "《{name}》超過20 MB，Telegram不讓我下載這麼大的檔案，請拆開或壓縮後再傳。",
        UploadProblem.TOO_MANY_FILES: "今天收的檔案夠多了（每24小時{files}份），《{name}》請過些時候再傳。",
        UploadProblem.TOO_MANY_BYTES: "今天收的檔案夠大了（每24小時{megabytes} MB），《{name}》請過些時候再傳。",
        UploadProblem.TOO_MANY_PAGES: "今天讀的頁數夠多了（每24小時{pages}頁），《{name}》請過些時候再傳。",
        UploadProblem.NO_ROOM: "我這裡儲存空間不夠，《{name}》沒有收下，請過些時候再傳。",
        UploadProblem.NOT_FETCHED: "《{name}》沒有下載成功，請再傳一次。",
        UploadProblem.FORGOTTEN: "你已要求刪除，《{name}》沒有收下。",
    },
)

_ENGLISH = UploadTexts(
    fetching="⏳ Downloading “{name}”…",
    reading="⏳ Reading “{name}”…",
    recognising="⏳ Recognising the text of “{name}” ({page}/{pages} pages)…",
    photo="photo.jpg",
    taken="📎 “{title}” is read (pages: {pages}): just ask, only this chat can. It is deleted after {left}.",
    keep="Keep {days} days",
    remove="🗑 Delete",
    kept="📎 “{title}” is kept for {left}.",
    all_kept="📎 Files of this chat kept for {left}: {count}.",
    removed="🗑 “{title}” is deleted.",
    gone="This file is no longer here.",
    nothing_sent="This chat has no files yet. Send me one, then ask it.",
    keep_how="Write a number of days from 1 to {days}, for example: /keep {days}",
    only_admins="In a group only admins send me files, keep and delete them.",
    own_hint="📎 is a file of this chat, which no other chat sees; 🗑 deletes it. /keep keeps it longer.",
    left="{left} left",
    hours="{number} h",
    days="{number} days",
    kinds="I read no photos, voice or video. Send a file: PDF, Word, Excel, web page, e-book, mail or text.",
    kinds_and_photos="I read no voice or video. Send a photo of a page or a file: PDF, Word, Excel, web page, e-book, mail.",
    how="📎 Send me a file, then ask it",
    private="Files you send: their text for {left}, longer with /keep; never the file itself",
    command_keep="Keep sent files longer",
    refused={
        Refusal.BROKEN: "“{name}” is damaged or incomplete. Please export it anew and send it again.",
        Refusal.ENCRYPTED: "“{name}” has a password. Please send it without one.",
        Refusal.SCAN: "“{name}” is a scan without text. Please run text recognition (OCR) over it first.",
        Refusal.EMPTY: "“{name}” has no text that I can read.",
        Refusal.OTHER_KIND: "“{name}” is not of the kind that its name says. Please save it anew and send it again.",
        Refusal.TOO_MUCH: "“{name}” is too large or too complicated to read. Please send it in parts.",
        UploadProblem.UNKNOWN_KIND: "I do not read files like “{name}”, but PDF, Word, Excel, PowerPoint, web pages, "
        "e-books, mail, text, CSV and ZIP.",
        UploadProblem.TOO_LARGE: "“{name}” is larger than 20 MB, which Telegram lets no bot download. Please send it in parts.",
        UploadProblem.TOO_MANY_FILES: "That is enough for today ({files} files in 24 hours). Please send “{name}” later.",
        UploadProblem.TOO_MANY_BYTES: "That is enough for today ({megabytes} MB in 24 hours). Please send “{name}” later.",
        UploadProblem.TOO_MANY_PAGES: "That is enough for today ({pages} pages in 24 hours). Please send “{name}” later.",
        UploadProblem.NO_ROOM: "I have no room left for “{name}”. Please send it later.",
        UploadProblem.NOT_FETCHED: "“{name}” could not be downloaded. Please send it again.",
        UploadProblem.FORGOTTEN: "You asked me to forget, so “{name}” was not taken.",
    },
)

_ALL = {
    Language.SIMPLIFIED: _SIMPLIFIED,
    Language.TRADITIONAL: _TRADITIONAL,
    Language.ENGLISH: _ENGLISH,
}


def upload_texts_in(language: Language) -> UploadTexts:
    """The sentences of a language."""
    return _ALL[language]
