"""What is fetched of the files that people send, and what is not."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from telegram import Bot, File

from bot.faces.telegram_app.downloads import Downloads
from retrieval.uploads.records import RefusedUploadError, UploadProblem


class LocalServer(Bot):
    """A Bot API server of this machine, which tells where a file lies instead of where it is fetched."""

    def __init__(self, path: str) -> None:
        super().__init__("1:token")
        self._path = path

    async def get_file(self, file_id: object, **_: object) -> File:  # type: ignore[override]
        return File(str(file_id), "unique", file_path=self._path)


@pytest.mark.parametrize("scheme", ["", "file://"])
def test_a_path_of_this_machine_is_not_fetched(tmp_path: Path, scheme: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("nobody's business", encoding="utf-8")
    with pytest.raises(RefusedUploadError) as caught:
        asyncio.run(Downloads(LocalServer(f"{scheme}{secret}")).fetch("file"))
    assert caught.value.why is UploadProblem.NOT_FETCHED
