"""Things of one kind that a question may be about, and what it would be mistaken for."""

from __future__ import annotations

from collections import Counter

import pytest

from retrieval.language.other_things import OtherThings, shipped_things, speaks_of

FEW = OtherThings(
    (
        (("猪", "生猪", "pig"), ("羊", "sheep"), ("牛", "cattle")),
        (("老师", "教师", "teacher"), ("学生", "student")),
    )
)


def test_a_question_names_a_thing_by_any_of_its_words_where_they_are_whole_words() -> None:
    (thing,) = FEW.named("羊存栏多少头")
    assert (thing.said, thing.own) == ("羊", ("羊", "sheep"))
    assert thing.others == (("猪", "生猪", "pig"), ("牛", "cattle"))
    assert FEW.named("羊城晚报创刊于哪年") == ()


def test_english_words_are_known_in_all_their_forms() -> None:
    (thing,) = FEW.named("how many teachers are there")
    assert (thing.said, thing.own[0]) == ("teachers", "老师")


def test_a_question_about_several_of_a_kind_takes_none() -> None:
    assert FEW.named("猪和羊各有多少") == ()


@pytest.mark.parametrize(
    ("text", "instead"), [("生猪存栏20万头", "生猪"), ("粮食产量20万吨", ""), ("教师3000人", "")]
)
def test_what_a_text_names_instead(text: str, instead: str) -> None:
    assert FEW.named_instead(FEW.named("羊存栏多少头"), text) == instead


def test_a_word_within_a_longer_one_is_none_of_the_same_kind() -> None:
    things = OtherThings(
        ((("监护人",), ("被监护人",)), (("粮食产量",), ("粮食面积",)), (("粮食",), ("棉花",)))
    )
    assert [each.said for each in things.named("被监护人住哪")] == ["被监护人"]
    assert [each.said for each in things.named("粮食产量多少")] == ["粮食产量", "粮食"]


def test_a_thing_is_spoken_of_by_any_word_for_it_english_ones_at_the_beginning_of_a_word() -> None:
    teachers, pigs = FEW.named("多少老师")[0], FEW.named("猪多少头")[0]
    assert speaks_of(teachers, "教师三千人")
    assert speaks_of(teachers, "3 teachers")
    assert not speaks_of(pigs, "spigots")


def test_no_kind_of_the_file_has_a_word_for_two_things() -> None:
    things = shipped_things()
    for sides in things._kinds:
        assert max(Counter(word for side in sides for word in side).values()) == 1, sides
        assert len(sides) > 1
        assert all(word and word == word.lower().strip() for side in sides for word in side)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("渔民人均收入", "农民人均收入1.2万元"),
        ("棉花产量多少", "粮食产量20万吨"),
        ("学校老师多少人", "学生3000人"),
    ],
)
def test_the_file_tells_things_apart(question: str, text: str) -> None:
    things = shipped_things()
    assert things.named_instead(things.named(question), text)
