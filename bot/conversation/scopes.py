"""Whose documents a chat may see: told from the number that Telegram gives the chat, never from what anybody writes."""

from __future__ import annotations

from collections.abc import Iterable

from retrieval.types import DocumentId, Owner, Scope


def scope_of(chat: int, chosen: Iterable[DocumentId] = ()) -> Scope:
    """What is asked in a private chat or a group is asked of the documents of everybody and of the chat's own.

    Where the bot is no member (inline queries, guest mode), and in the terminal, it is `retrieval.types.PUBLIC` instead.

    Args:
        chat: Telegram's number of the chat.
        chosen: the only documents that are searched; none: all that the chat may see.
    """
    return Scope(Owner(f"chat:{chat}"), frozenset(chosen))
