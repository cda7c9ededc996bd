"""Files sent to the bot, over real HTTP: taken, asked, kept, removed; each thing that can be wrong with one said once."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from benchmarks.ocr.printing import Look, as_jpeg, print_page
from embeddings import EncoderSettings, open_encoders
from retrieval.engine import Engine
from retrieval.uploads import library
from retrieval.uploads.records import UploadLimits
from tests.bot.faces.telegram_app.live_service import running_bot
from tests.bot.faces.telegram_app.uploads_scene import (
    LEASE,
    Scene,
    engine_of,
    outcome,
    running,
    running_on,
)
from tests.bot.fakes_answering import GOAL, FakeAnswering
from tests.loopback import Chat, LoopbackServer, User
from tests.retrieval.uploads.files import encrypted_zip, zipped

DIARY = "日记\n\n昨天付了押金五百元，买了三斤茶叶。\n"
OWN = "本聊天的文件："
TAKEN = "📎《房屋租赁合同》读好了（1页），直接问就行，只有本聊天能问。24小时后自动删除。"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return engine_of(tmp_path_factory.mktemp("shared"), open_encoders(EncoderSettings()))


@pytest.fixture(scope="module", autouse=True)
def _timedeltas() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PTB_TIMEDELTA", "true")
        yield


@pytest.fixture
def scene(engine: Engine, tmp_path: Path) -> Iterator[Scene]:
    with running(engine, tmp_path / "uploads") as running_scene:
        yield running_scene


@pytest.fixture(scope="module")
def scene_of_many(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """One bot for several tests, each with chats of its own: the models that read pictures take two seconds to open."""
    with running(engine, tmp_path_factory.mktemp("many") / "uploads") as running_scene:
        yield running_scene


@pytest.fixture(scope="module")
def scene_without_files(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """One bot for all that is sent to it and not taken."""
    with running(engine, tmp_path_factory.mktemp("none") / "uploads") as running_scene:
        yield running_scene


def send(user: User, chat: Chat, name: str = "租房合同.txt", text: str = LEASE) -> str:
    """What is said of a text in the end."""
    return outcome(chat, chat.send_file(user, name, text.encode())).text


def test_a_file_is_read_and_asked(scene_of_many: Scene) -> None:
    user, chat = scene_of_many.chat()
    done = outcome(chat, chat.send_file(user, "租房合同.txt", LEASE.encode()))
    assert [each.text for each in chat.versions(done)] == [
        "⏳ 正在下载《租房合同.txt》…",
        "⏳ 正在读《租房合同.txt》…",
        TAKEN,
    ]
    assert [button.text for button in done.buttons] == ["保留30天", "🗑 删除"]
    answer = chat.ask(user, "月租金是多少")
    assert "月租金为人民币三千二百元" in answer.text
    assert answer.text.endswith(f"{OWN}房屋租赁合同 · 第3段")
    assert not any("t.me" in link for link in answer.links)
    assert [button.text for button in answer.buttons] == ["📖 原文", "更多", "👍 对", "👎 不对", "🔍 没找到"]
    opened = chat.press(user, answer, "📖 原文")
    opened.answer()
    reader = chat.wait_for_message(after=answer)
    assert reader.text.startswith(f"{OWN}房屋租赁合同\n")
    assert not any(button.url for button in reader.buttons)


def test_questions_stay_with_the_file_until_another_document_answers(scene_of_many: Scene) -> None:
    user, chat = scene_of_many.chat()
    send(user, chat)
    assert OWN in chat.ask(user, "押金是多少").text
    assert OWN not in chat.ask(user, "2020年钢铁产量增长多少").text
    assert OWN not in chat.ask(user, "煤炭呢").text
    pointed = chat.ask(user, "这个文件里月租金是多少")
    assert "三千二百元" in pointed.text
    assert OWN in pointed.text
    refused = chat.ask(user, "这个文件里钢铁产量增长多少")
    assert "8%" not in refused.text


def test_a_question_under_the_file_and_one_right_after_it_wait_for_it(scene: Scene) -> None:
    user, chat = scene.chat()
    scene.server.delay("downloadFile", 0.5, times=1)
    sent = chat.send_file(user, "租房合同.txt", LEASE.encode(), "押金是多少")
    asked = chat.send(user, "月租金是多少")
    assert "三千二百元" in chat.wait_for_reply(asked).text
    chat.wait_for_messages(3)
    under = [each.text for each in chat.messages_from_bot() if each.reply_to == sent.message_id]
    assert any("六千四百元" in each for each in under)


def test_of_two_files_the_newest_comes_first_and_a_reply_goes_back(scene_of_many: Scene) -> None:
    user, chat = scene_of_many.chat()
    send(user, chat)
    lease = chat.ask(user, "押金多少元")
    send(user, chat, "日记.txt", DIARY)
    assert "五百元" in chat.ask(user, "押金多少元").text
    asked = chat.send(user, "押金多少元", reply_to=lease)
    assert "六千四百元" in chat.wait_for_reply(asked).text
    assert "六千四百元" in chat.ask(user, "押金多少元").text


def test_a_choice_of_documents_is_no_choice_against_a_file_sent_later(scene_of_many: Scene) -> None:
    user, chat = scene_of_many.chat()
    chat.ask(user, "/use 乙河")
    send(user, chat)
    assert "三千二百元" in chat.ask(user, "月租金是多少").text


def test_lists_remove_keep_and_forget(scene: Scene) -> None:
    user, chat = scene.chat()
    send(user, chat)
    send(user, chat, "日记.txt", DIARY)
    listed = chat.ask(user, "/sources")
    assert "📎 房屋租赁合同 · 还有24小时" in listed.text
    assert "别的聊天看不到" in listed.text
    assert chat.ask(user, "/keep 7").text == "📎 本聊天的2份文件保留到7天后。"
    assert chat.ask(user, "/keep 90").text == "请写1到30之间的天数，例如：/keep 30"
    assert "房屋租赁合同 · 还有7天" in chat.ask(user, "/sources").text
    shown = chat.press(user, listed, "🗑 房屋租赁合同").answer()
    assert shown.text == "🗑《房屋租赁合同》已删除。"
    assert "房屋租赁合同" not in chat.wait_for_edit(listed).text
    assert "三千二百元" not in chat.ask(user, "月租金是多少").text
    question = chat.ask(user, "/forget")
    chat.press(user, question, "d:me").answer()
    assert scene.uploads(chat) == ()
    assert not any(name.startswith(("texts", "vectors")) for name in scene.files())
    assert chat.ask(user, "/keep").text == "本聊天还没有文件，发一个给我就能问它。"


def test_buttons_under_the_file(scene: Scene) -> None:
    user, chat = scene.chat()
    done = outcome(chat, chat.send_file(user, "租房合同.txt", LEASE.encode()))
    chat.press(user, done, "保留30天").answer()
    kept = chat.wait_for_edit(done)
    assert kept.text == "📎《房屋租赁合同》保留到30天后。"
    chat.press(user, kept, "🗑 删除").answer()
    removed = chat.wait_for_edit(kept)
    assert removed.text == "🗑《房屋租赁合同》已删除。"
    assert not any(name.startswith(("texts", "vectors")) for name in scene.files())
    chat.press(user, kept, kept.buttons[0].data or "", forged=True).answer()


def test_what_has_had_its_time_is_asked_no_more_and_gone_from_the_disk(scene: Scene) -> None:
    user, chat = scene.chat()
    send(user, chat)
    answer = chat.ask(user, "月租金是多少")
    scene.clock.now += 24 * 3600 + 1
    assert "三千二百元" not in chat.ask(user, "月租金是多少").text
    chat.press(user, answer, "📖 原文").answer()
    assert chat.wait_for_message(after=answer).text != ""
    scene.library.sweep()
    assert scene.files() == []


def test_what_is_kept_of_answers_holds_no_word_of_the_file(engine: Engine, tmp_path: Path) -> None:
    database = tmp_path / "yinju.sqlite"
    with running(engine, tmp_path / "uploads", database=database) as scene:
        user, chat = scene.chat()
        send(user, chat)
        assert "三千二百元" in chat.ask(user, "月租金是多少").text
        scene.server.settle()
        held = b"".join(path.read_bytes() for path in tmp_path.glob("yinju.sqlite*"))
        for word in ("三千二百元", "房屋租赁合同"):
            assert word.encode() not in held
            assert word.encode("unicode_escape") not in held


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"%PDF-1.7 cut off", "《a.pdf》已损坏或不完整，读不了，请重新导出后再发。"),
        ("a.docx", b"PK\x03\x04 cut off", "《a.docx》的内容和它的扩展名不符，请用原来的程序另存后再发。"),
        ("a.zip", encrypted_zip(), "《a.zip》有密码，请去掉密码后再发。"),
        ("a.zip", zipped(b__zip=zipped(c__txt=b"x")), "《a.zip》里没有可以读的文字。"),
        ("a.txt", b"", "《a.txt》里没有可以读的文字。"),
        ("a.txt", b"\x00\x01\xff" * 99, "《a.txt》的内容和它的扩展名不符，请用原来的程序另存后再发。"),
        (
            "a.exe",
            b"MZ",
            "我不读《a.exe》这种文件。能读：PDF、Word、Excel、PPT、网页、电子书、邮件、文本、CSV和ZIP。",
        ),
        (
            None,
            b"?",
            "我不读《file》这种文件。能读：PDF、Word、Excel、PPT、网页、电子书、邮件、文本、CSV和ZIP。",
        ),
    ],
)
def test_what_is_wrong_is_said_once_and_nothing_is_left(
    scene_without_files: Scene, name: str | None, content: bytes, said: str
) -> None:
    user, chat = scene_without_files.chat()
    assert outcome(chat, chat.send_file(user, name, content)).text == said
    assert scene_without_files.files() == []
    assert len(chat.messages_from_bot()) == 1


def test_a_file_that_is_too_large_is_not_even_asked_for(scene: Scene) -> None:
    user, chat = scene.chat()
    sent = chat.send_file(user, "a.pdf", b"%PDF-", size=20_000_001)
    assert chat.wait_for_reply(sent).text.startswith("《a.pdf》超过20 MB")
    assert scene.server.calls_of("getFile") == []


def test_a_long_name_with_a_line_end_stays_one_line(scene_of_many: Scene) -> None:
    user, chat = scene_of_many.chat()
    name = "<b>&" + "租" * 300 + "\n/forget.txt"
    progress = chat.wait_for_reply(chat.send_file(user, name, "押金为六百元。".encode()))
    assert "\n" not in progress.text
    assert len(progress.text) < 100


def test_the_same_file_ten_times_is_one(scene: Scene) -> None:
    user, chat = scene.chat()
    sent = [chat.send_file(user, "租房合同.txt", LEASE.encode()) for _ in range(10)]
    assert {outcome(chat, each).text for each in sent} == {TAKEN}
    assert len([name for name in scene.files() if name.startswith("chats/")]) == 1
    assert "共3份文件" in chat.ask(user, "/sources").text


def test_the_limits_of_a_day_are_told(engine: Engine, tmp_path: Path) -> None:
    limits = UploadLimits(files=1, bytes=2_000_000, pages=10, kept_seconds=3600.0)
    with running(engine, tmp_path / "uploads", limits) as scene:
        user, chat = scene.chat("Ann", "en")
        assert send(user, chat, "lease.txt").endswith("It is deleted after 1 h.")
        assert send(user, chat, "b.txt") == (
            "That is enough for today (1 files in 24 hours). Please send “b.txt” later."
        )
        other, others = scene.chat("Bob", "zh-hant")
        sent = others.send_file(other, "b.txt", b"?", size=3_000_000)
        assert (
            others.wait_for_reply(sent).text
            == "今天收的檔案夠大了（每24小時2 MB），《b.txt》請過些時候再傳。"
        )


def test_a_download_is_tried_again_and_its_failure_is_told(scene: Scene) -> None:
    user, chat = scene.chat()
    scene.server.fail("downloadFile", status=502)
    assert send(user, chat) == TAKEN
    scene.server.fail("getFile", status=400, description="Bad Request: file is too big")
    assert send(user, chat, "a.txt").startswith("《a.txt》超过20 MB")
    scene.server.fail("getFile", status=400)
    assert send(user, chat, "b.txt") == "《b.txt》没有下载成功，请再发一次。"


def test_a_file_sent_while_the_bot_stops_is_taken_after_the_start(
    engine: Engine, tmp_path: Path, own_server: LoopbackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.faces.telegram_app.service._STOP_SECONDS", 0.1)
    database, folder = tmp_path / "yinju.sqlite", tmp_path / "uploads"
    user = own_server.user("安", language_code="zh-hans")
    chat = own_server.private_chat(user)
    slow = own_server.delay("downloadFile", 1.0)
    with running_on(own_server, engine, folder, database=database):
        chat.send_file(user, "租房合同.txt", LEASE.encode())
        own_server.wait_for_call("getFile")
    own_server.clear_faults()
    assert slow is not None
    with running_on(own_server, engine, folder, database=database) as scene:
        while chat.messages_from_bot()[-1].text != TAKEN:
            own_server.settle()
        assert len(chat.messages_from_bot()) <= 2
        assert "三千二百元" in chat.ask(user, "月租金是多少").text
        assert scene.server.refusals == []


def test_in_a_group_admins_send_in_reply_to_the_bot(scene: Scene) -> None:
    admin, member = (scene.server.user(name, language_code="zh-hans") for name in ("安", "鲍"))
    group = scene.server.group("组")
    group.promote(admin)
    hello = group.ask(member, f"@{scene.server.username} 2020年钢铁产量增长多少")
    group.send_file(admin, "租房合同.txt", LEASE.encode())
    refused = group.wait_for_reply(group.send_file(member, "b.txt", b"b", reply_to=hello))
    assert refused.text == "在群里只有管理员能给我发文件、保留和删除文件。"
    sent = group.send_file(admin, "租房合同.txt", LEASE.encode(), reply_to=hello)
    done = outcome(group, sent)
    assert done.text == TAKEN
    answer = group.ask(member, f"@{scene.server.username} 月租金是多少")
    assert answer.text.endswith(f"{OWN}房屋租赁合同 · 第3段")
    # In private nobody could open it: it opens where it was sent.
    group.press(member, answer, "📖 原文").answer()
    assert group.wait_for_message(after=answer).text.startswith(OWN)
    private = scene.server.private_chat(member)
    assert "三千二百元" not in private.ask(member, "月租金是多少").text
    assert group.press(member, done, "🗑 删除").answer().text == refused.text
    group.press(admin, done, "🗑 删除").answer()
    assert group.wait_for_edit(done).text == "🗑《房屋租赁合同》已删除。"


def test_a_group_that_becomes_a_supergroup_takes_its_files_along(scene_of_many: Scene) -> None:
    admin = scene_of_many.server.user("安", language_code="zh-hans")
    group = scene_of_many.server.group("组", basic=True)
    group.promote(admin)
    hello = group.ask(admin, f"@{scene_of_many.server.username} 2020年钢铁产量增长多少")
    outcome(group, group.send_file(admin, "租房合同.txt", LEASE.encode(), reply_to=hello))
    upgraded = group.upgrade(admin)
    scene_of_many.server.settle()
    answer = upgraded.ask(admin, f"@{scene_of_many.server.username} 月租金是多少")
    assert OWN in answer.text


def photo(*said: str) -> bytes:
    look = Look(size=16, leading=1.75, dpi=110, degrees=-0.7, noise=5, quality=60)
    return as_jpeg(print_page(said, look, seed=3).picture, look)


def test_a_photo_of_a_page_is_read_and_asked(scene_of_many: Scene) -> None:
    user, chat = scene_of_many.chat()
    page = photo(
        "图书馆借阅规定", "第一条 每位读者一次可以借阅图书十二册，借期三十天。", "第二条 逾期每天收费0.2元。"
    )
    done = outcome(chat, chat.send_photo(user, page))
    assert done.text.startswith("📎《图书馆借阅规定》读好了（1页）")
    asked = chat.ask(user, "逾期每天收费多少")
    assert "0.2元" in asked.text
    assert asked.text.endswith("（读自扫描件）")


def test_a_photo_without_words_is_refused_in_one_sentence(scene_of_many: Scene) -> None:
    user, chat = scene_of_many.chat()
    assert outcome(chat, chat.send_photo(user, photo())).text == "《照片.jpg》里没有可以读的文字。"
    assert outcome(chat, chat.send_photo(user, b"no photo")).text.startswith(
        "《照片.jpg》的内容和它的扩展名不符"
    )
    assert chat.wait_for_reply(chat.send_media(user, "voice")).text.startswith(
        "我不读语音和视频。请发文件或照片"
    )


def test_where_pictures_cannot_be_read_photos_are_told_what_is(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "is_installed", lambda: False)
    user, chat = scene.chat()
    for kind in ("photo", "voice"):
        assert chat.wait_for_reply(chat.send_media(user, kind)).text.startswith("我不读照片、语音和视频。")


def test_how_far_the_reading_of_a_scan_is_stands_in_the_message(scene_of_many: Scene) -> None:
    user, chat = scene_of_many.chat()
    pages = [Image.open(BytesIO(photo(f"第{number}页的内容：本页共有{number}条。"))) for number in (1, 2)]
    stream = BytesIO()
    pages[0].save(stream, "PDF", save_all=True, append_images=pages[1:], resolution=110)
    done = outcome(chat, chat.send_file(user, "扫描.pdf", stream.getvalue()))
    assert "读好了（2页）" in done.text
    said = [each.text for each in chat.versions(done)]
    assert "⏳ 正在识别《扫描.pdf》里的文字（1/2页）…" in said


def test_menus_help_and_privacy_tell_of_files(scene: Scene) -> None:
    user, chat = scene.chat()
    assert "📎 发文件给我，然后直接问它" in chat.ask(user, "/help").text
    assert "你发来的文件：读成文字保存24小时，/keep 可延长；原文件不保存" in chat.ask(user, "/privacy").text
    scene.server.settle()
    commands = scene.server.commands({"type": "all_private_chats"}, "zh")
    assert {"command": "keep", "description": "延长保留发来的文件"} in commands


def test_when_files_are_not_taken_all_is_as_before(own_server: LoopbackServer) -> None:
    with running_bot(own_server, FakeAnswering):
        user = own_server.user("安", language_code="zh-hans")
        chat, group = own_server.private_chat(user), own_server.group("组")
        sent = chat.send_file(user, "a.txt", b"a")
        assert chat.wait_for_reply(sent).text.startswith("我只看得懂文字")
        assert GOAL in chat.wait_for_reply(chat.send_file(user, "a.txt", b"a", "GDP目标")).text
        assert chat.ask(user, "/keep").text.startswith("没有 /keep 这个命令")
        assert "发文件" not in chat.ask(user, "/help").text
        hello = group.ask(user, f"@{own_server.username} GDP目标")
        group.send_file(user, "a.txt", b"a", reply_to=hello)
        own_server.settle()
        assert group.messages_from_bot(after=hello) == []
        assert own_server.calls_of("getFile") == []
    assert own_server.refusals == []
