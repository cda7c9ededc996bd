"""What is said to a group or a person that asked too much."""

from __future__ import annotations

from bot.conversation.quotas import Quotas, Verdict
from bot.messages import Texts


def quota_notice(verdict: Verdict, quotas: Quotas, texts: Texts) -> str:
    """The sentence for a verdict; empty where nothing is to be said (any more)."""
    match verdict:
        case Verdict.PERSON_ASKS_TOO_MUCH:
            return texts.asks_too_much.format(count=quotas.per_person)
        case Verdict.GROUP_ASKS_TOO_MUCH:
            return texts.group_asks_too_much.format(count=quotas.per_group)
        case _:
            return ""
