"""The sentences about what is kept, in simplified and traditional Chinese and in English.

As `bot.texts`: one record a language, no markup.
"""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.types import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyTexts:
    """The sentences of one language; `{…}` marks what is filled in."""

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


def privacy_texts_in(language: Language) -> PrivacyTexts:
    """The sentences of a language."""
    return _ALL[language]


_SIMPLIFIED = PrivacyTexts(
    forget_me="🗑 删除我的",
    forget_group="🗑 删除全群的（管理员）",
    keep="不删",
    title="🔒 我存什么，存多久",
    last_question="你的上一个问题，好听懂“那2016年呢”：{follow_up}",
    answers="问题和我的回答，下面的按钮要用：{answers}",
    judgements="你评价过的回答和你的评价：{feedback}",
    under_way="还没答完的消息，万一重启好接着答：{restart}",
    answered="答过的消息，只存编号，好不答两遍：{known}",
    settings="聊天的设置（语言、安静模式、文件）：直到你删除",
    who="存 Telegram 编号，不存名字；不交给别人。导出评价时不带任何人的编号。",
    nowhere="在别的聊天里 @我 查的，不存。",
    how_to_delete="全部删除：/forget",
    minutes="{number}分钟",
    days="{number}天",
    hours="{number}小时",
    seconds="{number}秒",
    ask_person="删除我存的关于你的一切？你的问题、给你的回答、你的评价，在所有聊天里的都删；这里的设置也删。",
    ask_group="删除什么？“我的”：按的人在所有聊天里的问题、回答和评价。“全群的”：这个群里所有人的，还有群设置。",
    forgotten="你的记录都删除了。",
    group_forgotten="这个群的记录都删除了。",
    kept="好的，没有删除。",
)

_TRADITIONAL = PrivacyTexts(
    forget_me="🗑 刪除我的",
    forget_group="🗑 刪除全群的（管理員）",
    keep="不刪",
    title="🔒 我存什麼，存多久",
    last_question="你的上一個問題，好聽懂「那2016年呢」：{follow_up}",
    answers="問題和我的回答，下面的按鈕要用：{answers}",
    judgements="你評價過的回答和你的評價：{feedback}",
    under_way="還沒答完的訊息，萬一重啟好接著答：{restart}",
    answered="答過的訊息，只存編號，好不答兩遍：{known}",
    settings="聊天的設定（語言、安靜模式、文件）：直到你刪除",
    who="存 Telegram 編號，不存名字；不交給別人。匯出評價時不帶任何人的編號。",
    nowhere="在別的聊天裡 @我 查的，不存。",
    how_to_delete="全部刪除：/forget",
    minutes="{number}分鐘",
    days="{number}天",
    hours="{number}小時",
    seconds="{number}秒",
    ask_person="刪除我存的關於你的一切？你的問題、給你的回答、你的評價，在所有聊天裡的都刪；這裡的設定也刪。",
    ask_group="刪除什麼？「我的」：按的人在所有聊天裡的問題、回答和評價。「全群的」：這個群組裡所有人的，還有群組設定。",
    forgotten="你的紀錄都刪除了。",
    group_forgotten="這個群組的紀錄都刪除了。",
    kept="好的，沒有刪除。",
)

_ENGLISH = PrivacyTexts(
    forget_me="🗑 Delete mine",
    forget_group="🗑 Delete the group's (admins)",
    keep="Keep",
    title="🔒 What I keep, and for how long",
    last_question="Your last question, to understand “and 2016?”: {follow_up}",
    answers="Questions and my answers, for their buttons: {answers}",
    judgements="Answers you judged, and how: {feedback}",
    under_way="Messages not answered yet, in case of a restart: {restart}",
    answered="Numbers of answered messages, so that none is answered twice: {known}",
    settings="A chat's settings (language, quiet mode, documents): until you delete them",
    who="I keep Telegram ids, no names, and hand them to nobody. Exported judgements hold no ids.",
    nowhere="What you look up by @mention in other chats is not kept.",
    how_to_delete="Delete it all: /forget",
    minutes="{number} minutes",
    days="{number} days",
    hours="{number} hours",
    seconds="{number} seconds",
    ask_person=(
        "Delete all I keep about you? Your questions, my answers to you and your judgements, in every chat, "
        "and the settings of this one."
    ),
    ask_group=(
        "Delete what? “Mine”: questions, answers and judgements of whoever taps, in every chat. "
        "“The group's”: everybody's in this group, and its settings."
    ),
    forgotten="All I kept about you is deleted.",
    group_forgotten="All I kept about this group is deleted.",
    kept="Fine, nothing is deleted.",
)

_ALL = {
    Language.SIMPLIFIED: _SIMPLIFIED,
    Language.TRADITIONAL: _TRADITIONAL,
    Language.ENGLISH: _ENGLISH,
}
