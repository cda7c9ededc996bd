"""README shows the pictures of the scenes that are meant for it, light and dark."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from docs.real_messages import read_scenes

REPOSITORY = Path(__file__).resolve().parents[1]
PICTURES = REPOSITORY / "docs" / "pictures"
_WIDTH = 780
"""Pixels: 390 points of a screen with two each."""
_LARGEST = 60_000


def test_the_pictures_are_there_and_small() -> None:
    names = [scene.name for scene in read_scenes() if scene.is_in_readme]
    assert len(names) == 15
    files = [PICTURES / f"{name}-{theme}.png" for name in names for theme in ("light", "dark")]
    assert sorted(PICTURES.glob("*.png")) == sorted(files)
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    for file in files:
        assert f"docs/pictures/{file.name}" in readme
        assert file.stat().st_size < _LARGEST
        with Image.open(file) as picture:
            assert (picture.mode, picture.width) == ("P", _WIDTH)


def test_every_scene_has_a_name_of_its_own_and_says_something() -> None:
    scenes = read_scenes()
    assert len({scene.name for scene in scenes}) == len(scenes) >= 40
    assert all(scene.say for scene in scenes)
