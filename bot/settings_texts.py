"""The sentences of menus and settings, in simplified and traditional Chinese and in English.

As `bot.texts`, whose sentences are said in answers: one record a language, no markup.
"""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.types import Language

LANGUAGE_NAMES = {
    Language.SIMPLIFIED: "简体中文",
    Language.TRADITIONAL: "繁體中文",
    Language.ENGLISH: "English",
}
"""Each in its own words, so that somebody who reads no other finds it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsTexts:
    """The sentences of one language; `{…}` marks what is filled in."""

    command_ask: str
    """In the menu, like those down to `command_settings`."""
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


def settings_texts_in(language: Language) -> SettingsTexts:
    """The sentences of a language."""
    return _ALL[language]


_SIMPLIFIED = SettingsTexts(
    command_ask="问一个问题",
    command_help="怎么用",
    command_sources="有哪些文件",
    command_use="只查其中几份",
    command_status="文件和索引的状态",
    command_language="选择语言",
    command_privacy="存了什么，存多久",
    command_forget="删除我的记录",
    command_settings="这个群的设置（管理员）",
    choose_language="用哪种语言跟你说话？文件的原话不翻译。",
    language_kept="好的，以后用简体中文。",
    automatic="自动",
    settings_title="⚙️ 这个群的设置，管理员可以改",
    language_is="语言：{language}",
    quiet_is="安静模式：{state}",
    quiet_hint="打开后，只在有把握时回答。",
    documents_are="文件：{documents}",
    all_documents="全部",
    some_documents="选了{count}份",
    on="开",
    off="关",
    quiet_button="🔕 安静模式：{state}",
    close="完成",
    settings_closed="⚙️ 设置好了。",
    only_admins="只有管理员可以改这个群的设置。",
)

_TRADITIONAL = SettingsTexts(
    command_ask="問一個問題",
    command_help="怎麼用",
    command_sources="有哪些文件",
    command_use="只查其中幾份",
    command_status="文件和索引的狀態",
    command_language="選擇語言",
    command_privacy="存了什麼，存多久",
    command_forget="刪除我的紀錄",
    command_settings="這個群組的設定（管理員）",
    choose_language="用哪種語言跟你說話？文件的原話不翻譯。",
    language_kept="好的，以後用繁體中文。",
    automatic="自動",
    settings_title="⚙️ 這個群組的設定，管理員可以改",
    language_is="語言：{language}",
    quiet_is="安靜模式：{state}",
    quiet_hint="開啟後，只在有把握時回答。",
    documents_are="文件：{documents}",
    all_documents="全部",
    some_documents="選了{count}份",
    on="開",
    off="關",
    quiet_button="🔕 安靜模式：{state}",
    close="完成",
    settings_closed="⚙️ 設定好了。",
    only_admins="只有管理員可以改這個群組的設定。",
)

_ENGLISH = SettingsTexts(
    command_ask="Ask a question",
    command_help="How it works",
    command_sources="What is searched",
    command_use="Search some documents only",
    command_status="How the index is",
    command_language="Choose a language",
    command_privacy="What is kept, and how long",
    command_forget="Delete what is kept of me",
    command_settings="Settings of this group (admins)",
    choose_language="Which language shall I speak? The documents' own words are not translated.",
    language_kept="Fine, I will speak English.",
    automatic="Automatic",
    settings_title="⚙️ Settings of this group, for its admins",
    language_is="Language: {language}",
    quiet_is="Quiet mode: {state}",
    quiet_hint="When it is on, I answer only when I am confident.",
    documents_are="Documents: {documents}",
    all_documents="all",
    some_documents="{count} chosen",
    on="on",
    off="off",
    quiet_button="🔕 Quiet mode: {state}",
    close="Done",
    settings_closed="⚙️ The settings are kept.",
    only_admins="Only admins can change the settings of this group.",
)

_ALL = {
    Language.SIMPLIFIED: _SIMPLIFIED,
    Language.TRADITIONAL: _TRADITIONAL,
    Language.ENGLISH: _ENGLISH,
}
