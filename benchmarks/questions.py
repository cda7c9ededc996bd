"""What is asked while measuring: the shared question set where there is one, else twenty of our own."""

from __future__ import annotations

import json
from pathlib import Path

_SHARED = Path(__file__).resolve().parents[2] / "shared" / "eval" / "panjin-questions.jsonl"
_OWN = (
    "2017年GDP增长目标是多少",
    "2016年总共给企业减免了多少税费",
    "去年粮食产量创新高了吗，多少吨",
    "2017年城镇新增就业目标",
    "盘锦港航道是多少万吨级的",
    "What was the registered urban unemployment rate in 2016?",
    "2017 target for exports",
    "2016年實際利用外資多少",
    "固定资产投资",
    "今年要引进多少人才",
    "2016年新增了多少家新三板企业",
    "秸秆综合利用率",
    "盘锦在全国文明城市创建中排第几",
    "今年棚户区要改造多少户",
    "为什么说2017年是关键之年",
    "报告是谁作的",
    "2018年GDP增长目标是多少",
    "螃蟹沟治理花了多少钱",
    "How many villages will get small sewage treatment plants?",
    "民生支出占财政支出的比例",
)


def questions() -> tuple[str, ...]:
    """The questions, always the same and in the same order."""
    if not _SHARED.exists():
        return _OWN
    lines = _SHARED.read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line)["question"] for line in lines if line.strip())
