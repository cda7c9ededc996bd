"""Methods about the bot itself, chats and their members, and how the bot gets its updates."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from .entities import utf16_length
from .errors import bad_request
from .webhooks import Webhook

if TYPE_CHECKING:
    from collections.abc import Callable

    from .body import Params
    from .records import Json
    from .rooms import BotContext
    from .world import World

_MAX_COMMANDS = 100
_MAX_COMMAND_DESCRIPTION = 256
_TEXT_LIMITS = {"description": 512, "short_description": 120, "name": 64}
_SCOPES = [
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
    "chat",
    "chat_administrators",
    "chat_member",
]
_RIGHTS = [
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
]
_GIFTS = ["unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"]


def get_me(world: World, params: Params) -> Json:
    return world.bot | {
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_inline_queries": world.inline_mode,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "supports_guest_queries": world.guest_mode,
    }


def get_updates(world: World, params: Params) -> list[Json]:
    world.updates.allow(params.items("allowed_updates"))
    limit = min(max(params.number("limit", 100), 1), 100)
    timeout = min(params.number("timeout", 0), 50)
    return [update.to_json() for update in world.updates.fetch(params.number("offset", 0), limit, timeout)]


def set_webhook(world: World, params: Params) -> bool:
    url, secret = params.text("url"), params.text("secret_token")
    address = urlsplit(url)
    if url and (address.scheme != "http" or address.hostname not in {"127.0.0.1", "localhost", "::1"}):
        raise bad_request("bad webhook: this server delivers to http on the loopback only")
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise bad_request("secret token contains unallowed characters")
    end_webhook(world)
    world.updates.allow(params.items("allowed_updates"))
    if params.flag("drop_pending_updates"):
        world.updates.waiting = []
    if url:
        world.updates.webhook_url = url
        world.webhook = Webhook(world.updates, url, secret, params.number("max_connections", 40))
        world.webhook.start()
    world.changed.notify_all()
    return True


def delete_webhook(world: World, params: Params) -> bool:
    end_webhook(world)
    if params.flag("drop_pending_updates"):
        world.updates.waiting = []
    return True


def get_webhook_info(world: World, params: Params) -> Json:
    if world.webhook:
        return world.webhook.info()
    return {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.waiting),
    }


def end_webhook(world: World) -> None:
    if world.webhook:
        world.webhook.end()
    world.webhook, world.updates.webhook_url = None, ""


def set_my_commands(world: World, params: Params) -> bool:
    commands = params.items("commands") or []
    if len(commands) > _MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch(r"/?[a-z0-9_]{1,32}", command.get("command", "")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= utf16_length(command.get("description", "").strip()) <= _MAX_COMMAND_DESCRIPTION:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.profile["commands", scope_key(params.record("scope")), _language(params)] = commands
    return True


def delete_my_commands(world: World, params: Params) -> bool:
    world.profile.pop(("commands", scope_key(params.record("scope")), _language(params)), None)
    return True


def get_my_commands(world: World, params: Params) -> list[Json]:
    return list(world.profile.get(("commands", scope_key(params.record("scope")), _language(params)), []))


def text_setter(what: str) -> Callable[[World, Params], bool]:
    """Make setMyName, setMyDescription or setMyShortDescription."""

    def set_text(world: World, params: Params) -> bool:
        if utf16_length(params.text(what)) > _TEXT_LIMITS[what]:
            raise bad_request(f"BOT_{what.upper()}_TOO_LONG")
        world.profile[what, "", _language(params)] = params.text(what)
        return True

    return set_text


def text_getter(what: str) -> Callable[[World, Params], Json]:
    """Make getMyName, getMyDescription or getMyShortDescription."""

    def get_text(world: World, params: Params) -> Json:
        return {what: world.profile.get((what, "", _language(params)), "")}

    return get_text


def get_chat(world: World, params: Params) -> Json:
    room = world.room(params.text("chat_id"))
    gifts = dict.fromkeys(_GIFTS, False)
    return room.chat | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}


def get_chat_member(world: World, params: Params) -> Json:
    room = world.room(params.text("chat_id"))
    user_id = params.integer("user_id")
    if user_id not in world.users and user_id != world.bot_id:
        raise bad_request("invalid user_id specified")
    return _member(world, room, user_id)


def get_chat_administrators(world: World, params: Params) -> list[Json]:
    room = world.room(params.text("chat_id"))
    if room.type == "private":
        raise bad_request("there are no administrators in the private chat")
    admins = [user for user, status in room.members.items() if status in {"creator", "administrator"}]
    return [_member(world, room, user) for user in admins]


def get_chat_member_count(world: World, params: Params) -> int:
    return len(world.room(params.text("chat_id")).members) + 1


def leave_chat(world: World, params: Params) -> bool:
    room = world.room(params.text("chat_id"))
    room.check_reachable()
    room.bot_status = "left"
    return True


def done(world: World, params: Params) -> bool:
    """Answer logOut and close, which have nothing to do here."""
    return True


def scope_key(scope: Json | None) -> str:
    """Name a scope of commands; none is the default one."""
    scope = scope or {"type": "default"}
    if scope.get("type") not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    return "default" if scope["type"] == "default" else json.dumps(scope, sort_keys=True)


def _member(world: World, room: BotContext, user_id: int) -> Json:
    is_bot = user_id == world.bot_id
    status = room.bot_status if is_bot else room.members.get(user_id, "left")
    member: Json = {"status": status, "user": world.bot if is_bot else world.users[user_id]}
    if status == "creator":
        return member | {"is_anonymous": False}
    return member | dict.fromkeys(_RIGHTS, False) if status == "administrator" else member


def _language(params: Params) -> str:
    """Telegram takes two letters only: `zh`, never `zh-hans`."""
    language = params.text("language_code")
    if not re.fullmatch(r"(?:[a-z]{2})?", language):
        raise bad_request("invalid language code specified")
    return language
