"""`python -m benchmarks.reader.manuals UNPACKED OUTPUT`: Debian's help pages -> the manuals that training questions are of.

UNPACKED holds one folder for each of the packages debian-handbook 11.20220922, debian-edu-doc-zh-cn 2.12.23~deb12u1,
gimp-help-zh-cn 2.10.34-2, gnome-user-docs 43.0-2, kicad-doc-zh 6.0.11+dfsg-1, libreoffice-help-zh-cn and -zh-tw
4:7.4.7-1+deb12u14, as `dpkg -x` unpacks them. The pages of a manual are drawn with a seed and put one after another, a paragraph
a line; questions name these lines, so another version of a package gives other ones.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from lxml import etree, html

_SEED = 5
_MOST_LINES = 260
_LEAST_CHARACTERS = 3
_REPEATED_WITHIN = 6
_CHINESE = 0.25
_HTML_PARTS = ("h1", "h2", "h3", "h4", "p", "li", "dt", "dd", "td")
_OFFICE = "libreoffice-help-{0}/usr/share/libreoffice/help/{1}/text"
_GIMP = "gimp-help-zh-cn/usr/share/gimp/2.0/help/zh_CN"
_GNOME = "gnome-user-docs/usr/share/help"
_HANDBOOK = "debian-handbook/usr/share/doc/debian-handbook/html"
_SCHOOL = "debian-edu-doc-zh-cn/usr/share/doc/debian-edu-doc-zh-cn"
_CIRCUITS = "kicad-doc-zh/usr/share/doc/kicad/help/zh"


def main(unpacked: Path, output: Path) -> None:
    """Write the ten manuals, in the order in which their pages were drawn."""
    output.mkdir(parents=True, exist_ok=True)
    chance = random.Random(_SEED)
    simplified, traditional = _OFFICE.format("zh-cn", "zh-CN"), _OFFICE.format("zh-tw", "zh-TW")
    drawn: list[tuple[str, str, int, bool]] = [
        ("办公文档编辑指南", f"{simplified}/swriter/guide/*.html", 22, False),
        ("电子表格指南", f"{simplified}/scalc/guide/*.html", 22, False),
        ("簡報軟體說明", f"{traditional}/simpress/guide/*.html", 25, False),
        ("图像处理手册", f"{_GIMP}/*.html", 40, True),
        ("桌面使用帮助", f"{_GNOME}/zh_CN/gnome-help/*.page", 45, True),
        ("desktop-help-en", f"{_GNOME}/C/gnome-help/*.page", 45, False),
        ("服务器管理手册", f"{_HANDBOOK}/zh-CN/sect.*.html", 14, False),
        ("校园网络系统手册", f"{_SCHOOL}/debian-edu-bookworm-manual.html", 1, False),
        ("电路设计入门", f"{_CIRCUITS}/getting_started_in_kicad.html", 1, False),
        ("administration-en", f"{_HANDBOOK}/en-US/sect.*.html", 12, False),
    ]
    for name, pattern, count, only_chinese in drawn:
        read = _of_mallard if pattern.endswith(".page") else _of_html
        pages = [
            page for page in sorted(unpacked.glob(pattern)) if not only_chinese or _is_chinese(read(page))
        ]
        if len(pages) > 1:
            chance.shuffle(pages)
        lines = _lines(pages[:count], read)
        (output / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _lines(pages: Sequence[Path], read: Callable[[Path], list[str]]) -> list[str]:
    lines: list[str] = []
    for page in pages:
        for line in read(page):
            if line not in lines[-_REPEATED_WITHIN:]:
                lines.append(line)
        if len(lines) > _MOST_LINES:
            break
    return lines


def _of_html(page: Path) -> list[str]:
    found: list[str] = []
    for element in html.parse(str(page)).getroot().iter(*_HTML_PARTS):
        if element.tag in {"li", "dd", "td"} and element.find(".//p") is not None:
            continue
        line = _one_line("".join(element.itertext()))
        if len(line) > _LEAST_CHARACTERS and (not found or found[-1] != line):
            found.append(line)
    return found


def _of_mallard(page: Path) -> list[str]:
    elements = (each for each in etree.parse(str(page)).getroot().iter() if isinstance(each.tag, str))
    texts = (
        _one_line("".join(each.itertext()))
        for each in elements
        if etree.QName(each).localname in {"title", "p"}
    )
    return [line for line in texts if len(line) > _LEAST_CHARACTERS]


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _is_chinese(lines: Sequence[str]) -> bool:
    text = " ".join(lines)
    return sum("一" <= each <= "鿿" for each in text) > len(text) * _CHINESE


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
