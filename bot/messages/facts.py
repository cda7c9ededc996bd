"""Sentences about tables and verdicts, in each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from retrieval.fact_types import Reason, Verdict
from retrieval.types import Lacking, Language, WhyEmpty


@dataclass(frozen=True, slots=True)
class FactTexts:
    """What is said of tables and verdicts in one language."""

    kinds: Mapping[str, str]
    roles: Mapping[str, str]
    """By `Role`; the empty one where the years differ."""
    why_empty: Mapping[WhyEmpty, str]
    lacking: Mapping[Lacking, str]
    verdicts: Mapping[Verdict, str]
    reasons: Mapping[Reason, str]
    pair: str
    """A figure of the claim beside that of the report."""
    colon: str
    other_units: str
    other_roles: str
    equal: str
    """All written values are the same."""
    highest: str
    lowest: str
    counted: str
    """How many cells have no value."""
    between: str
    """Stands between the highest and the lowest."""
    omitted: str
    nothing_to_compare: str
    reports: str
    """Where the values of a chart stand."""
    differs: str
    """What the report of another year says a value is."""
    differs_too: str
    """The same of another report of that year."""
    picture: str
    """On a button."""
    """Places or years that were left out."""


_SIMPLIFIED = FactTexts(
    kinds={"level": "数额", "growth": "增速", "gap": "差距", "rank": "位次"},
    roles={"result": "完成", "target": "目标", "": "完成与目标"},
    why_empty={
        WhyEmpty.NOT_HELD: "无该年报告",
        WhyEmpty.NOT_SAID: "报告未提",
        WhyEmpty.NO_NUMBER: "提到但无数字",
        WhyEmpty.HARD_TO_READ: "扫描件上看不清",
    },
    lacking={
        Lacking.INDICATOR: "要比较哪个指标？例如：盘锦和大连2017年GDP目标。",
        Lacking.PLACE: "要比较哪些地方？例如：盘锦和大连2017年GDP目标。",
        Lacking.YEAR: "这些地方没有可比较的报告。",
    },
    verdicts={
        Verdict.SUPPORTED: "与报告相符",
        Verdict.CONTRADICTED: "与报告不符",
        Verdict.NOT_FOUND: "报告中查不到（查不到不等于不实）",
    },
    reasons={
        Reason.AGREES: "",
        Reason.CLOSE: "数值相近，写法不同",
        Reason.REPORTS_DIFFER: "各年报告说法不一",
        Reason.OTHER_FIGURE: "报告写的是另一个数",
        Reason.OTHER_YEAR: "这是另一年的数",
        Reason.TARGET_AS_RESULT: "这是目标，不是完成数",
        Reason.RESULT_AS_TARGET: "这是完成数，不是目标",
        Reason.OTHER_PLACE: "这是别处的数",
        Reason.OTHER_UNIT: "单位不对",
        Reason.OTHER_DIRECTION: "升降相反",
        Reason.ROUNDING: "取整相差太远",
        Reason.OTHER_INDICATOR: "这是另一项指标的数",
        Reason.TOTAL_AS_NEW: "这是总数，不是新增数",
        Reason.OTHER_RANK: "位次不同",
        Reason.THRESHOLD: "没有达到所说的数",
        Reason.WHICH_PLACE: "说的是哪个地方？",
        Reason.WHICH_YEAR: "说的是哪一年？",
        Reason.NOT_HELD: "没有这个地方或这一年的报告",
        Reason.NOT_SAID: "报告没有说到",
        Reason.HARD_TO_READ: "扫描件上的数字看不清",
        Reason.NO_CLAIM: "没有可以核实的说法",
        Reason.OPINION: "这是看法，无从核实",
        Reason.PREDICTION: "这是预测，无从核实",
        Reason.CAUSE: "报告没有说到这个原因",
    },
    pair="  说法 {claimed} {mark} 报告 {reported}",
    colon="：",
    other_units="单位不同，无法比较。",
    other_roles="有的是完成数，有的是目标，只并列，不比高低。",
    equal="都是{value}",
    highest="最高：{what}",
    lowest="最低：{what}",
    counted="（{count}个没有数值）",
    between="；",
    omitted="另有{count}个没有列出。",
    nothing_to_compare="没有可比较的数值。",
    differs="{year}年报告为{value}",
    differs_too="另一份报告为{value}",
    reports="《{place}政府工作报告》{years}",
    picture="📊 看图",
)
_TRADITIONAL = FactTexts(
    kinds={"level": "數額", "growth": "增速", "gap": "差距", "rank": "位次"},
    roles={"result": "完成", "target": "目標", "": "完成與目標"},
    why_empty={
        WhyEmpty.NOT_HELD: "無該年報告",
        WhyEmpty.NOT_SAID: "報告未提",
        WhyEmpty.NO_NUMBER: "提到但無數字",
        WhyEmpty.HARD_TO_READ: "掃描件上看不清",
    },
    lacking={
        Lacking.INDICATOR: "要比較哪個指標？例如：盤錦和大連2017年GDP目標。",
        Lacking.PLACE: "要比較哪些地方？例如：盤錦和大連2017年GDP目標。",
        Lacking.YEAR: "這些地方沒有可比較的報告。",
    },
    verdicts={
        Verdict.SUPPORTED: "與報告相符",
        Verdict.CONTRADICTED: "與報告不符",
        Verdict.NOT_FOUND: "報告中查不到（查不到不等於不實）",
    },
    reasons={
        Reason.AGREES: "",
        Reason.CLOSE: "數值相近，寫法不同",
        Reason.REPORTS_DIFFER: "各年報告說法不一",
        Reason.OTHER_FIGURE: "報告寫的是另一個數",
        Reason.OTHER_YEAR: "這是另一年的數",
        Reason.TARGET_AS_RESULT: "這是目標，不是完成數",
        Reason.RESULT_AS_TARGET: "這是完成數，不是目標",
        Reason.OTHER_PLACE: "這是別處的數",
        Reason.OTHER_UNIT: "單位不對",
        Reason.OTHER_DIRECTION: "升降相反",
        Reason.ROUNDING: "取整相差太遠",
        Reason.OTHER_INDICATOR: "這是另一項指標的數",
        Reason.TOTAL_AS_NEW: "這是總數，不是新增數",
        Reason.OTHER_RANK: "位次不同",
        Reason.THRESHOLD: "沒有達到所說的數",
        Reason.WHICH_PLACE: "說的是哪個地方？",
        Reason.WHICH_YEAR: "說的是哪一年？",
        Reason.NOT_HELD: "沒有這個地方或這一年的報告",
        Reason.NOT_SAID: "報告沒有說到",
        Reason.HARD_TO_READ: "掃描件上的數字看不清",
        Reason.NO_CLAIM: "沒有可以核實的說法",
        Reason.OPINION: "這是看法，無從核實",
        Reason.PREDICTION: "這是預測，無從核實",
        Reason.CAUSE: "報告沒有說到這個原因",
    },
    pair="  說法 {claimed} {mark} 報告 {reported}",
    colon="：",
    other_units="單位不同，無法比較。",
    other_roles="有的是完成數，有的是目標，只並列，不比高低。",
    equal="都是{value}",
    highest="最高：{what}",
    lowest="最低：{what}",
    counted="（{count}個沒有數值）",
    between="；",
    omitted="另有{count}個沒有列出。",
    nothing_to_compare="沒有可比較的數值。",
    differs="{year}年報告為{value}",
    differs_too="另一份報告為{value}",
    reports="《{place}政府工作報告》{years}",
    picture="📊 看圖",
)
_ENGLISH = FactTexts(
    kinds={"level": "amount", "growth": "growth", "gap": "gap", "rank": "rank"},
    roles={"result": "result", "target": "target", "": "results and targets"},
    why_empty={
        WhyEmpty.NOT_HELD: "no report held",
        WhyEmpty.NOT_SAID: "not said",
        WhyEmpty.NO_NUMBER: "said without a number",
        WhyEmpty.HARD_TO_READ: "hard to read in the scan",
    },
    lacking={
        Lacking.INDICATOR: "Which indicator? For example: GDP targets of Panjin and Dalian in 2017.",
        Lacking.PLACE: "Which places? For example: GDP targets of Panjin and Dalian in 2017.",
        Lacking.YEAR: "There are no reports of these places to compare.",
    },
    verdicts={
        Verdict.SUPPORTED: "Supported by the report",
        Verdict.CONTRADICTED: "Contradicted by the report",
        Verdict.NOT_FOUND: "Not found in the reports (which does not make it false)",
    },
    reasons={
        Reason.AGREES: "",
        Reason.CLOSE: "the figures are close, but written differently",
        Reason.REPORTS_DIFFER: "reports say it differently",
        Reason.OTHER_FIGURE: "the report gives another figure",
        Reason.OTHER_YEAR: "that is the figure of another year",
        Reason.TARGET_AS_RESULT: "that is a target, not a result",
        Reason.RESULT_AS_TARGET: "that is a result, not a target",
        Reason.OTHER_PLACE: "that is the figure of another place",
        Reason.OTHER_UNIT: "the unit is another one",
        Reason.OTHER_DIRECTION: "it went the other way",
        Reason.ROUNDING: "rounded too far",
        Reason.OTHER_INDICATOR: "that is the figure of another indicator",
        Reason.TOTAL_AS_NEW: "that is the total, not what is new",
        Reason.OTHER_RANK: "the rank is another one",
        Reason.THRESHOLD: "that much was not reached",
        Reason.WHICH_PLACE: "which place is it about?",
        Reason.WHICH_YEAR: "which year is it about?",
        Reason.NOT_HELD: "there is no report of that place or year",
        Reason.NOT_SAID: "the report does not speak of it",
        Reason.HARD_TO_READ: "the figure is hard to read in the scan",
        Reason.NO_CLAIM: "there is nothing to check",
        Reason.OPINION: "that is an opinion",
        Reason.PREDICTION: "that is a prediction",
        Reason.CAUSE: "the report does not give that cause",
    },
    pair="  claimed {claimed} {mark} reported {reported}",
    colon=": ",
    other_units="The units differ, so the values cannot be compared.",
    other_roles="Results and targets stand side by side; they are not ranked.",
    equal="The same: {value}",
    highest="Highest: {what}",
    lowest="Lowest: {what}",
    counted=" (without a value: {count})",
    between="; ",
    omitted="{count} more are left out.",
    nothing_to_compare="There is no value to compare.",
    differs="{value} in the report of {year}",
    differs_too="{value} in another report",
    reports="Government work reports of {place}, {years}",
    picture="📊 Chart",
)
_BY_LANGUAGE = {
    Language.SIMPLIFIED: _SIMPLIFIED,
    Language.TRADITIONAL: _TRADITIONAL,
    Language.ENGLISH: _ENGLISH,
}


def fact_texts(language: Language) -> FactTexts:
    """The sentences of a language."""
    return _BY_LANGUAGE[language]
