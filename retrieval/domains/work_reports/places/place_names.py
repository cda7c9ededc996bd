"""What a place is called beside its full name: 盘锦 for 盘锦市, 凉山州 for 凉山彝族自治州, 易县 for 保定市易县."""

from __future__ import annotations

import re

from retrieval.types import Level, Place

_LONG_PEOPLES = "维吾尔|蒙古|哈萨克|柯尔克孜|塔吉克|锡伯|鄂温克|鄂伦春|达斡尔"
"""Their names stand in names of places without 族, too."""
_PEOPLES = (
    "朝鲜|布依|土家|哈尼|傈僳|景颇|拉祜|东乡|纳西|仫佬|布朗|撒拉|毛南|仡佬|阿昌|普米|德昂|保安|裕固|独龙|基诺"
    "|藏|彝|壮|苗|回|傣|白|羌|侗|瑶|黎|畲|水|满|土|佤|怒|京|各"
)
_AUTONOMOUS = re.compile(
    rf"(?:(?:{_LONG_PEOPLES})族?|(?:{_PEOPLES})族)+(?=自治[区州县旗]$)|(?:自治[区州县旗]|特别行政区)$"
)
_LEVEL = re.compile(r"(?:地区|林区|特区|新区|省|市|州|盟|县|旗|区)$")
_ABOVE = re.compile(
    r"[一-鿿]+?(?:省|自治区|自治州|市|盟|地区)(?=[一-鿿]{1,}(?:省|自治[区州县旗]|市|州|盟|地区|县|旗|区)$)"
)
"""What stands before the last part of 保定市易县."""
_STATE_NAMES = re.compile(
    r"国务院|中国(?!式|结|共产党|石[油化]|移动|电信|联通|科学院|银行|铁路)|我国|中央政府|总理(?!基金)"
    r"|(?<![于快居列占获被])全国(?!第|前|平均|百强|性|文明|卫生|人大|政协|各地|先进|重点|首|最|[“\"])"
    r"|国家(?!级|[A-Z\d]|[一-鿿]{2,4}(?:称号|城市|园区|公园|基地))"
    r"|\b(?:china|state council|national(?:ly)?|nationwide|premier)\b",
    re.IGNORECASE,
)
"""What stands for the whole country; not 国家级 or 居全国前列, which praise a part of it."""
_ENGLISH_LEVELS = {
    "province": (Level.PROVINCE,),
    "autonomous": (Level.PROVINCE, Level.PREFECTURE),
    "city": (Level.PREFECTURE, Level.COUNTY),
    "municipality": (Level.PROVINCE, Level.PREFECTURE),
    "prefecture": (Level.PREFECTURE,),
    "county": (Level.COUNTY,),
    "district": (Level.COUNTY,),
}
_ENGLISH_LEVEL = re.compile(rf"\s+({'|'.join(_ENGLISH_LEVELS)})\b", re.IGNORECASE)
_LEVEL_OF_SUFFIX = {
    "省": Level.PROVINCE, "自治区": Level.PROVINCE, "特别行政区": Level.PROVINCE, "自治州": Level.PREFECTURE,
    "州": Level.PREFECTURE, "盟": Level.PREFECTURE, "地区": Level.PREFECTURE, "市": Level.PREFECTURE,
    "县": Level.COUNTY, "旗": Level.COUNTY, "区": Level.COUNTY,
}  # fmt: skip


def own_name(place: str) -> str:
    """The last part of a place's name, without what it lies in.

    >>> own_name("保定市易县"), own_name("河北省保定市"), own_name("盘锦市"), own_name("沙市区")
    ('易县', '保定市', '盘锦市', '沙市区')
    """
    while above := _ABOVE.match(place):
        place = place[above.end() :]
    return place


def short_name(place: str) -> str:
    """A place without its level and its peoples: 盘锦市 is 盘锦; 易县 stays, 易 alone is no name.

    >>> short_name("盘锦市"), short_name("内蒙古自治区"), short_name("雄安新区"), short_name("保定市易县")
    ('盘锦', '内蒙古', '雄安', '易县')
    """
    own = own_name(place)
    if own.startswith("内蒙古") and own.endswith("自治区"):
        return "内蒙古"
    without = _AUTONOMOUS.sub("", _AUTONOMOUS.sub("", own))
    short = _LEVEL.sub("", own) if without == own else without
    return short if len(short) > 1 else own


def level_of(place: str) -> Level:
    """What the end of a name says: 市 is taken for a prefecture.

    >>> level_of("云岭县"), level_of("甲州"), level_of("某某委员会")
    (<Level.COUNTY: 'county'>, <Level.PREFECTURE: 'prefecture'>, <Level.UNKNOWN: 'unknown'>)
    """
    if own_name(place) != place and place.endswith("市"):
        return Level.PREFECTURE if "市" not in place[:-1] else Level.COUNTY
    ends = (level for suffix, level in _LEVEL_OF_SUFFIX.items() if place.endswith(suffix))
    return next(ends, Level.UNKNOWN)


def other_names(place: Place) -> tuple[str, ...]:
    """Names that mean the place as surely as its full name: 易县, 凉山州, 新疆自治区; never 盘锦 alone."""
    own, short = own_name(place.name), short_name(place.name)
    names = [own]
    if "自治" in own:
        names += [f"{short}{suffix}" for suffix in _autonomous_suffixes(own)]
    return tuple(dict.fromkeys(name for name in names if name != place.name))


def former_names(place: Place) -> tuple[str, ...]:
    """What a place was, or may have been, before it was raised: 清苑县 is now 清苑区, 毕节地区 now 毕节市.

    Another place may have such a name today: 承德县 is not 承德市.
    """
    short, own = short_name(place.name), own_name(place.name)
    if short == own:
        return ()
    if place.level is Level.COUNTY and own[-1] in "区市":
        return (f"{short}县",)
    return (f"{short}地区",) if place.level is Level.PREFECTURE and own.endswith("市") else ()


def state_names_in(text: str) -> list[tuple[int, int]]:
    """Where a text speaks of the whole country: offsets, half-open."""
    return [match.span() for match in _STATE_NAMES.finditer(text)]


def english_level(text: str, end: int) -> tuple[tuple[Level, ...], int]:
    """The levels that the English word after a name stands for (Jilin City), and where it ends; else none."""
    match = _ENGLISH_LEVEL.match(text, end)
    return (_ENGLISH_LEVELS[match[1].lower()], match.end()) if match else ((), end)


def _autonomous_suffixes(own: str) -> tuple[str, ...]:
    suffix = own[-1]
    return (f"自治{suffix}", suffix) if suffix in "州县旗" else (f"自治{suffix}",)
