"""Answers from what a chat has sent beside those from the documents of everybody."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from embeddings import EncoderSettings, open_encoders
from retrieval.engine import Engine
from retrieval.types import EVERYBODY, PUBLIC, Answer, DocumentId, Owner, Scope, Status
from retrieval.uploads.answering import AnsweringWithUploads
from retrieval.uploads.library import UploadLibrary
from retrieval.uploads.reading import SentFile
from retrieval.uploads.records import UploadLimits
from tests.bot.faces.telegram_app.uploads_scene import LEASE, engine_of

A, B = Owner("chat:1"), Owner("chat:-2")
DIARY = "日记\n\n昨天付了押金五百元，买了三斤茶叶。\n"


@pytest.fixture(scope="module")
def everybodys(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return engine_of(tmp_path_factory.mktemp("shared"), open_encoders(EncoderSettings()))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[UploadLibrary]:
    library = UploadLibrary(tmp_path / "uploads", UploadLimits(20, 10**7, 100, 3600.0))
    library.open()
    with closing(library):
        yield library


@pytest.fixture
def answering(everybodys: Engine, library: UploadLibrary) -> AnsweringWithUploads:
    return AnsweringWithUploads(everybodys, library)


def add(library: UploadLibrary, owner: Owner, name: str, text: str) -> DocumentId:
    return library.add(owner, SentFile(name, text.encode())).document.id


def cited(answer: Answer) -> tuple[str, bool]:
    return answer.citations[0].document, answer.citations[0].is_own


def test_who_has_sent_nothing_asks_as_before(everybodys: Engine, answering: AnsweringWithUploads) -> None:
    assert answering.documents(scope=Scope(A)) is everybodys.documents(scope=PUBLIC)
    answer = answering.answer("2020年钢铁产量增长多少", scope=Scope(A))
    assert answer.text == "钢铁产量增长8%"
    assert not answer.citations[0].is_own


def test_each_asks_its_own(answering: AnsweringWithUploads, library: UploadLibrary) -> None:
    add(library, A, "租约.txt", LEASE)
    for scope, sees in ((Scope(A), True), (Scope(B), False), (PUBLIC, False)):
        answer = answering.answer("月租金是多少", scope=scope)
        assert ("三千二百元" in "".join(each.text for each in answer.citations)) == sees
        assert ("房屋租赁合同" in {each.title for each in answering.documents(scope=scope)}) == sees
    assert cited(answering.answer("月租金是多少", scope=Scope(A))) == ("房屋租赁合同", True)


def test_both_are_asked_and_the_likelier_answers(
    answering: AnsweringWithUploads, library: UploadLibrary
) -> None:
    lease = add(library, A, "租约.txt", LEASE)
    for first in (None, lease):
        answer = answering.answer("2020年钢铁产量增长多少", scope=Scope(A, first=first))
        assert (answer.text, answer.citations[0].is_own) == ("钢铁产量增长8%", False)


def test_the_file_that_comes_first_answers_if_it_can(
    answering: AnsweringWithUploads, library: UploadLibrary
) -> None:
    lease, diary = add(library, A, "租约.txt", LEASE), add(library, A, "日记.txt", DIARY)
    for first, title in ((lease, "房屋租赁合同"), (diary, "日记")):
        assert cited(answering.answer("押金多少元", scope=Scope(A, first=first))) == (title, True)
    assert cited(answering.answer("月租金是多少", scope=Scope(A, first=diary))) == ("房屋租赁合同", True)


def test_only_chosen_documents_are_asked(answering: AnsweringWithUploads, library: UploadLibrary) -> None:
    lease, diary = add(library, A, "租约.txt", LEASE), add(library, A, "日记.txt", DIARY)
    (steel,) = (each.id for each in answering.documents(scope=PUBLIC) if each.place == "乙河市")
    asked = {
        chosen: answering.answer("押金多少元", scope=Scope(A, frozenset({chosen})))
        for chosen in (lease, diary, steel)
    }
    assert [cited(asked[each])[0] for each in (lease, diary)] == ["房屋租赁合同", "日记"]
    assert asked[steel].status is Status.NOT_FOUND
    assert not any(each.is_own for each in asked[steel].citations)
    # Another chat that names it chooses nothing that there is.
    forged = answering.answer("押金多少元", scope=Scope(B, frozenset({lease})))
    assert forged.citations == ()


def test_a_paragraph_opens_for_its_chat_alone(
    answering: AnsweringWithUploads, library: UploadLibrary
) -> None:
    lease = add(library, A, "租约.txt", LEASE)
    passages = answering.passages(lease, scope=Scope(A))
    assert [each.text for each in passages][2].startswith("月租金")
    assert answering.passages(lease, scope=Scope(B)) == ()
    for passage in passages:
        place = answering.passage(passage.id, scope=Scope(A))
        assert place is not None
        assert place.document.owner != EVERYBODY
        for scope in (Scope(B), PUBLIC):
            assert answering.passage(passage.id, scope=scope) is None


def test_a_removed_file_is_not_asked_any_more(
    answering: AnsweringWithUploads, library: UploadLibrary
) -> None:
    lease = add(library, A, "租约.txt", LEASE)
    (key,) = (each.id for each in answering.passages(lease, scope=Scope(A))[:1])
    library.remove(A, lease)
    assert answering.passage(key, scope=Scope(A)) is None
    assert answering.passages(lease, scope=Scope(A)) == ()
    answer = answering.answer("月租金是多少", scope=Scope(A, first=lease))
    assert not any(each.is_own for each in answer.citations)
    assert answering.documents(scope=Scope(A)) is answering.documents(scope=PUBLIC)


def test_a_list_is_the_same_object_until_it_changes(
    answering: AnsweringWithUploads, library: UploadLibrary
) -> None:
    add(library, A, "租约.txt", LEASE)
    seen = answering.documents(scope=Scope(A))
    assert answering.documents(scope=Scope(A)) is seen
    add(library, A, "日记.txt", DIARY)
    assert len(answering.documents(scope=Scope(A))) == len(seen) + 1


def test_an_answer_is_as_if_the_other_chat_had_nothing(
    answering: AnsweringWithUploads, library: UploadLibrary
) -> None:
    questions = ("押金多少元", "茶叶买了多少", "小麦产量", "zorblatx电池", "押金呢")
    add(library, A, "租约.txt", LEASE)
    before = [answering.answer(each, scope=Scope(A)) for each in questions]
    public = [answering.answer(each, scope=PUBLIC) for each in questions]
    add(library, B, "日记.txt", DIARY + "zorblatex电池五块。\n")
    for scope, expected in ((Scope(A), before), (PUBLIC, public)):
        for text, answer in zip(questions, expected, strict=True):
            again = answering.answer(text, scope=scope)
            assert (again.text, again.citations, again.confidence) == (
                answer.text,
                answer.citations,
                answer.confidence,
            )
            assert again.question == answer.question
