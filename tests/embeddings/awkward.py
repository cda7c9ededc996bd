"""Texts that trip tokenizers, all of which must give a unit vector."""

AWKWARD = {
    "empty": "",
    "spaces": "  \t ",
    "emoji": "😀😃🤖👨\u200d👩\u200d👧",
    "unknown neighbours": "\U0001f9ff\U0001fae8\U0001fae9",
    "traditional": "臺灣經濟發展與環境保護",
    "full-width": "ＧＤＰ增长７％，．～",
    "wave dash": "3～5天",
    "latin": "Gross Domestic Product grew 7.2 percent",
    "cyrillic": "Привет, мир",
    "decomposed": "cafe\u0301 e\u0301",
    "hangul": "한국어 조선말",
    "thai": "ก็ทำ",
    "devanagari": "अनुच्छेद",
    "line ends": "一\r\n二\t三   四",
    "marks": "<s>你好</s>",
    "controls": "\x01\x7f控制",
    "invisible": "\ufeff零\u200b宽\u200d",
    "circled": "①②③㈱",
    "rare character": "𠮷野家",
    "punctuation": "“四个着力”——《报告》……",
    "long": "地区生产总值增长7%；" * 900,
    "one character": "盘" * 10_000,
}
"""Texts the wheel's engine can be asked about too."""

NUL = "盘锦\0市"
SURROGATES = "盘锦\ud83d市\udc00"
