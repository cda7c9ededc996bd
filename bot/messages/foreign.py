"""What is said to who writes in a language that is not read here, in that language."""

from __future__ import annotations

import re

_LEAST_LETTERS = 2
"""A single letter of another script is a sign or stands in a name: 奥の细道, μg."""
_LEAST_SHARE = 0.2
"""Of all letters: half of a Japanese sentence are Chinese characters."""
_SENTENCES = (
    (re.compile("[ぁ-ゖァ-ヺ]"), "中国語と英語の質問だけ読めます。例：{example}"),
    (re.compile("[가-힣]"), "중국어와 영어 질문만 읽을 수 있습니다. 예: {example}"),
    (re.compile("[Ѐ-ӿ]"), "Я читаю вопросы только на китайском и английском. Пример: {example}"),
    (re.compile("[؀-ۿ]"), "أقرأ الأسئلة بالصينية والإنجليزية فقط. مثال: {example}"),
    (re.compile("[ก-๛]"), "ฉันอ่านคำถามได้เฉพาะภาษาจีนและภาษาอังกฤษ ตัวอย่าง: {example}"),
    (re.compile("[ऀ-ॿ]"), "मैं केवल चीनी और अंग्रेज़ी के प्रश्न पढ़ता हूँ। उदाहरण: {example}"),
    (re.compile("[Ͱ-Ͽ]"), "Διαβάζω ερωτήσεις μόνο στα κινεζικά και τα αγγλικά. Παράδειγμα: {example}"),
    (re.compile("[֐-׿]"), "אני קורא שאלות רק בסינית ובאנגלית. דוגמה: {example}"),
)
"""By the letters that only these languages are written in; of those that share them the one that most people read."""


def unread_sentence(text: str) -> str:
    """Says that only Chinese and English are read, in the language of a text; empty: it is in one of these.

    `{example}` in it stands for a question that can be asked.
    """
    letters = sum(map(str.isalpha, text))
    for script, sentence in _SENTENCES:
        found = len(script.findall(text))
        if found >= _LEAST_LETTERS and found >= _LEAST_SHARE * letters:
            return sentence
    return ""
