"""Messages without text as Telegram sends them: stickers, photos, polls and the rest, with made-up files."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .records import Json


def _file(kind: str, **fields: object) -> Json:
    return {"file_id": f"{kind}-file", "file_unique_id": f"{kind}-unique", "file_size": 1000, **fields}


MEDIA: dict[str, Json] = {
    "sticker": {
        "sticker": _file(
            "sticker", type="regular", width=512, height=512, is_animated=False, is_video=False, emoji="👍"
        )
    },
    "photo": {"photo": [_file("photo", width=90, height=60), _file("photo-large", width=900, height=600)]},
    "voice": {"voice": _file("voice", duration=3, mime_type="audio/ogg")},
    "audio": {"audio": _file("audio", duration=30, mime_type="audio/mpeg")},
    "video": {"video": _file("video", width=640, height=480, duration=5)},
    "video_note": {"video_note": _file("video-note", length=240, duration=5)},
    "animation": {"animation": _file("animation", width=320, height=240, duration=2)},
    "document": {"document": _file("document", file_name="报告.txt", mime_type="text/plain")},
    "location": {"location": {"latitude": 41.12, "longitude": 122.07}},
    "contact": {"contact": {"phone_number": "10000", "first_name": "服务台"}},
    "dice": {"dice": {"emoji": "🎲", "value": 4}},
    "poll": {
        "poll": {
            "id": "poll-1",
            "question": "去哪里？",
            "options": [{"text": text, "voter_count": 0, "persistent_id": text} for text in ("盘锦", "沈阳")],
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": False,
            "members_only": False,
        }
    },
}

ANONYMOUS_ADMIN: Json = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
CHANNEL_POSTER: Json = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
LINKED_CHANNEL: Json = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
