"""Words and character pairs, the terms of the keyword indexes."""

from __future__ import annotations

import marshal
import os
import subprocess
import sys
from pathlib import Path

import pytest

from retrieval.language import tokenizer
from retrieval.language.normalizing import normalize
from retrieval.language.tokenizer import bigrams, words

ROOT = Path(__file__).parents[3]
TARGET = "城镇登记失业率控制在3%以内"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2017年GDP增长目标是多少", ["2017", "年", "gdp", "增长", "目标"]),
        ("固定资产投资", ["固定", "资产", "投资", "固定资产"]),
        ("地區生產總值", ["地区", "生产", "总值", "生产总值"]),
        ("７％的增长", ["7%", "增长"]),
        ("What was the GDP growth target in 2017?", ["gdp", "growth", "target", "2017"]),
        ("增长增长", ["增长", "增长"]),
        ("", []),
        ("😀！？", []),
        ("的了是在", []),
        ("\ud800\0", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert sorted(words(normalize(text))) == sorted(expected)


def test_words_are_cut_by_a_dictionary() -> None:
    found = words("建设国际化中等发达城市，城镇登记失业率控制在3%以内")
    assert {"建设", "国际", "国际化", "中等", "发达", "城市", "登记", "失业", "失业率", "控制", "3%"} <= set(
        found
    )
    assert not {"化中", "等发", "达城", "镇登", "业率"} & set(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("城镇失业率3%", ["城镇", "镇失", "失业", "业率", "3%"]),
        ("增长7.5%，投资", ["增长", "投资", "7.5%"]),
        ("PM2.5浓度", ["浓度", "pm2.5"]),
        ("“1+6+2”集团", ["集团", "1+6+2"]),
        ("year-on-year growth", ["year-on-year", "growth"]),
        ("甲", ["甲"]),
        ("的", []),
        ("甲 乙丙", ["乙丙", "甲"]),
        ("盤錦市", ["盘锦", "锦市"]),
        ("", []),
        ("😀<b>&amp;", ["b", "amp"]),
    ],
)
def test_bigrams(text: str, expected: list[str]) -> None:
    assert bigrams(normalize(text)) == expected


def test_a_long_text() -> None:
    assert bigrams("盘锦" * 5000) == (["盘锦", "锦盘"] * 5000)[:-1]
    assert set(words("盘锦市" * 5000)) <= {"盘锦", "盘锦市", "市"}


def test_the_dictionary_is_what_jieba_reads() -> None:
    cutter = tokenizer.jieba.Tokenizer()
    words_of, total = cutter.gen_pfdict(cutter.get_dict_file())
    assert (tokenizer._loaded_cutter().FREQ, tokenizer._loaded_cutter().total) == (words_of, total)


def test_the_dictionary_is_read_anew_and_nothing_that_lies_in_the_temporary_folder(tmp_path: Path) -> None:
    """jieba's own start would write a file there, and load one that somebody else has put there."""
    home, temporary = tmp_path / "home", tmp_path / "temporary"
    home.mkdir()
    temporary.mkdir()
    planted = temporary / "jieba.cache"
    planted.write_bytes(marshal.dumps(({"城镇登记": 9}, 9)))
    done = subprocess.run(
        [sys.executable, "-c", f"from retrieval.language.tokenizer import words; print(words({TARGET!r}))"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ
        | {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "TMPDIR": str(temporary)}
        | {"PYTHONUTF8": "1", "PYTHONWARNINGS": "ignore"},
        timeout=60,
        check=False,
    )
    assert (done.stdout, done.stderr) == (f"{words(TARGET)}\n", "")
    assert sorted(tmp_path.rglob("*")) == [home, temporary, planted]
