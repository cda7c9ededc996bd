"""The loopback Bot API server itself, over plain HTTP: its limits, its updates and its faults."""

# ruff: noqa: ANN401 - parameters of a method may be any JSON

from __future__ import annotations

import json
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any, ClassVar

import httpx
import pytest

from tests.loopback import Garbling, InlineAnswer, LoopbackServer, NothingCame, Rates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.loopback import Chat, Group, User

Json = dict[str, Any]


@pytest.fixture
def server() -> Iterator[LoopbackServer]:
    with LoopbackServer() as running:
        yield running


@pytest.fixture
def user(server: LoopbackServer) -> User:
    return server.user("小明", language_code="zh-hans")


@pytest.fixture
def chat(server: LoopbackServer, user: User) -> Chat:
    return server.private_chat(user)


@pytest.fixture
def group(server: LoopbackServer) -> Group:
    return server.group("群")


def call(server: LoopbackServer, method: str, **params: Any) -> Json:
    """Call as python-telegram-bot does: a form with JSON in its values."""
    form = {name: value if isinstance(value, str) else json.dumps(value) for name, value in params.items()}
    answer: Json = httpx.post(f"{server.base_url}{server.token}/{method}", data=form, timeout=5).json()
    return answer


def refused(server: LoopbackServer, method: str, **params: Any) -> str:
    answer = call(server, method, **params)
    assert answer["ok"] is False, answer
    return str(answer["description"])


def article(number: int = 1, **fields: Any) -> Json:
    content = {"message_text": f"答案{number}"}
    return {
        "type": "article",
        "id": str(number),
        "title": "增长7%",
        "input_message_content": content,
    } | fields


def button(**fields: Any) -> Json:
    return {"inline_keyboard": [[{"text": "按"} | fields]]}


class TestAddress:
    def test_token_and_method(self, server: LoopbackServer) -> None:
        def status(path: str) -> tuple[int, str]:
            answer = httpx.get(server.url + path)
            return answer.status_code, answer.json()["description"]

        assert status("/bot1:wrong/getMe") == (401, "Unauthorized")
        assert status("/botwrong/getMe") == (404, "Not Found")
        assert status("/elsewhere") == (404, "Not Found")
        assert status(f"/bot{server.token}/sendRichMessage") == (404, "Not Found")
        me = httpx.get(f"{server.base_url}{server.token}/getme").json()["result"]
        assert me["username"] == "yinju_test_bot"
        assert me["supports_inline_queries"] is True
        assert me["can_join_groups"] is True

    def test_json_form_multipart_and_query_say_the_same(self, server: LoopbackServer, chat: Chat) -> None:
        url = f"{server.base_url}{server.token}/sendMessage"
        fields = {"chat_id": str(chat.id), "text": "123"}
        markup = button(callback_data="a")
        httpx.post(url, json={"chat_id": chat.id, "text": "123", "reply_markup": markup})
        httpx.post(url, data=fields | {"reply_markup": json.dumps(markup)})
        parts = {
            name: (None, value) for name, value in (fields | {"reply_markup": json.dumps(markup)}).items()
        }
        httpx.post(url, files=parts)
        httpx.get(url, params=fields | {"reply_markup": json.dumps(markup)})
        assert [(one.text, one.button("按").data) for one in chat.messages_from_bot()] == [("123", "a")] * 4
        assert [one.message_id for one in chat.messages_from_bot()] == [1, 2, 3, 4]


class TestSending:
    @pytest.mark.parametrize(
        ("fields", "description"),
        [
            ({"text": ""}, "message text is empty"),
            ({"text": " \n "}, "message text is empty"),
            ({"text": "<b> </b>", "parse_mode": "HTML"}, "message text is empty"),
            ({"text": "字" * 4097}, "message is too long"),
            ({"text": "😀" * 2049}, "message is too long"),
            ({"text": "a", "parse_mode": "MarkdownV2"}, "unsupported parse_mode"),
            ({"text": "a", "chat_id": 5}, "chat not found"),
            ({"text": "a", "chat_id": ""}, "chat_id is empty"),
            ({"text": "a", "message_thread_id": 3}, "message thread not found"),
            ({"text": "a", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
            ({"text": "a", "reply_parameters": "{"}, "can't parse reply parameters JSON object"),
            ({"text": "a", "reply_markup": button(callback_data="字" * 22)}, "BUTTON_DATA_INVALID"),
            ({"text": "a", "reply_markup": button(callback_data="")}, "BUTTON_DATA_INVALID"),
            ({"text": "a", "reply_markup": button()}, "text buttons are unallowed in the inline keyboard"),
            (
                {"text": "a", "reply_markup": button(url="javascript:1")},
                "inline keyboard button URL 'javascript:1' is invalid: Wrong HTTP URL",
            ),
            ({"text": "a", "entities": [{"type": "bold", "offset": 0, "length": 2}]}, "entity beginning at"),
        ],
    )
    def test_is_refused(self, server: LoopbackServer, chat: Chat, fields: Json, description: str) -> None:
        answer = refused(server, "sendMessage", **({"chat_id": chat.id} | fields))
        assert answer.startswith(f"Bad Request: {description}")
        assert chat.messages_from_bot() == []
        assert [one.description for one in server.refusals] == [answer]

    def test_longest_text_after_parsing(self, server: LoopbackServer, chat: Chat) -> None:
        text = f"<b>{'&lt;' * 4094}😀</b>"
        call(server, "sendMessage", chat_id=chat.id, text=text, parse_mode="HTML")
        (message,) = chat.messages_from_bot()
        assert message.html == text
        assert message.text == "<" * 4094 + "😀"
        assert [(one.type, one.offset, one.length) for one in message.entities] == [("bold", 0, 4096)]

    def test_lone_surrogate_is_not_utf8(self, server: LoopbackServer, chat: Chat) -> None:
        url = f"{server.base_url}{server.token}/sendMessage"
        answer = httpx.post(
            url,
            content=b'{"chat_id": %d, "text": "\\ud83d"}' % chat.id,
            headers={"Content-Type": "application/json"},
        )
        assert answer.json()["description"] == "Bad Request: strings must be encoded in UTF-8"

    def test_reply_with_quote(self, server: LoopbackServer, chat: Chat, user: User) -> None:
        question = chat.send(user, "😀 GDP增长目标是多少？")

        def reply(**wanted: Any) -> Json:
            wanted = {"message_id": question.message_id} | wanted
            return call(server, "sendMessage", chat_id=chat.id, text="7%", reply_parameters=wanted)

        result = reply(quote="增长目标")["result"]
        assert result["quote"] == {"text": "增长目标", "position": 6, "is_manual": True}
        assert result["reply_to_message"]["message_id"] == question.message_id
        assert reply(quote="增长率")["description"] == "Bad Request: QUOTE_TEXT_INVALID"
        assert reply(message_id=99, allow_sending_without_reply=True)["ok"] is True
        assert chat.wait_for_reply(question).quote == "增长目标"

    def test_topics(self, server: LoopbackServer, group: Group, user: User) -> None:
        forum = server.group("论坛", forum=True)
        topic = forum.topic("经济", user)
        question = forum.send(user, "/ask GDP", topic=topic)
        assert question.json["message_thread_id"] == topic
        assert question.json["is_topic_message"] is True
        call(server, "sendMessage", chat_id=forum.id, text="7%", message_thread_id=topic)
        assert forum.wait_for_message(after=question).thread_id == topic
        # A reply in a plain supergroup carries a thread id to which nothing can be sent.
        first = group.send(user, "GDP？")
        second = group.send(user, "/ask", reply_to=first)
        thread = second.json["message_thread_id"]
        answer = refused(server, "sendMessage", chat_id=group.id, text="7%", message_thread_id=thread)
        assert answer == "Bad Request: message thread not found"

    def test_unreachable_chats(self, server: LoopbackServer, chat: Chat, group: Group, user: User) -> None:
        chat.block_bot()
        assert refused(server, "sendMessage", chat_id=chat.id, text="a") == (
            "Forbidden: bot was blocked by the user"
        )
        group.block_bot("kicked")
        assert refused(server, "sendChatAction", chat_id=group.id, action="typing") == (
            "Forbidden: bot was kicked from the supergroup chat"
        )
        old = server.group("小群", basic=True)
        new = old.upgrade(user)
        answer = call(server, "sendMessage", chat_id=old.id, text="a")
        assert answer["parameters"] == {"migrate_to_chat_id": new.id}

    def test_edit_and_delete(self, server: LoopbackServer, chat: Chat, user: User) -> None:
        call(server, "sendMessage", chat_id=chat.id, text="旧", reply_markup=button(callback_data="a"))
        (old,) = chat.messages_from_bot()
        target = {"chat_id": chat.id, "message_id": old.message_id}
        same = {"text": "<b></b>旧", "parse_mode": "HTML", "reply_markup": button(callback_data="a")}
        assert "message is not modified" in refused(server, "editMessageText", **target, **same)
        call(server, "editMessageText", **target, text="新")
        new = chat.wait_for_edit(old)
        assert (new.text, new.buttons, new.edits) == ("新", [], 1)
        assert [one.text for one in chat.versions(old)] == ["旧", "新"]
        question = chat.send(user, "问")
        theirs = {"chat_id": chat.id, "message_id": question.message_id}
        assert (
            refused(server, "editMessageText", **theirs, text="新") == "Bad Request: message can't be edited"
        )
        assert call(server, "deleteMessage", **target)["result"] is True
        assert refused(server, "deleteMessage", **target) == "Bad Request: message to delete not found"
        assert chat.messages_from_bot() == []


class TestUpdates:
    def test_come_until_confirmed(self, server: LoopbackServer, chat: Chat, user: User) -> None:
        for text in ("/start abc", "😀 @yinju_test_bot 看 https://a.cn/x。", "你好@yinju_test_bot"):
            chat.send(user, text)

        def ids(**params: Any) -> list[int]:
            return [one["update_id"] for one in call(server, "getUpdates", **params)["result"]]

        assert ids() == [1000, 1001, 1002]
        assert ids(offset=1001, limit=1) == [1001]
        messages = [one["message"] for one in call(server, "getUpdates")["result"]]
        assert messages[0]["from"]["language_code"] == "zh-hans"
        assert messages[0]["entities"] == [
            {"type": "mention", "offset": 3, "length": 15},
            {"type": "url", "offset": 21, "length": 14},
        ]
        assert "entities" not in messages[1]
        assert ids(offset=1003) == []
        assert ids(offset=0) == []

    def test_long_poll_wakes_and_yields_to_a_newer_one(
        self, server: LoopbackServer, chat: Chat, user: User
    ) -> None:
        answers: dict[str, Json] = {}

        def poll(name: str) -> threading.Thread:
            thread = threading.Thread(
                target=lambda: answers.__setitem__(name, call(server, "getUpdates", timeout=4))
            )
            thread.start()
            time.sleep(0.1)
            return thread

        first, second = poll("first"), poll("second")
        first.join()
        assert answers["first"]["error_code"] == 409
        assert "terminated by other getUpdates request" in answers["first"]["description"]
        chat.send(user, "问")
        second.join()
        assert [one["message"]["text"] for one in answers["second"]["result"]] == ["问"]

    def test_allowed_updates_are_remembered(self, server: LoopbackServer, chat: Chat, user: User) -> None:
        call(server, "getUpdates", allowed_updates=["inline_query"])
        assert chat.send(user, "问").delivered is False
        assert call(server, "getUpdates")["result"] == []

    def test_webhook_and_polling_exclude_each_other(self, server: LoopbackServer) -> None:
        assert refused(server, "setWebhook", url="https://example.org").startswith("Bad Request: bad webhook")
        call(server, "setWebhook", url="http://127.0.0.1:9/hook", secret_token="s")
        assert refused(server, "getUpdates").startswith("Conflict: can't use getUpdates method while webhook")
        assert call(server, "getWebhookInfo")["result"]["url"] == "http://127.0.0.1:9/hook"
        call(server, "deleteWebhook")
        assert call(server, "getUpdates")["ok"] is True

    def test_privacy_mode(self, server: LoopbackServer, group: Group, user: User) -> None:
        call(server, "sendMessage", chat_id=group.id, text="我的话")
        mine = group.messages_from_bot()[0]
        other = group.send(user, "闲聊")
        seen = {
            "GDP": group.send(user, "GDP").delivered,
            "/ask@yinju_test_bot GDP": group.send(user, "/ask@yinju_test_bot GDP").delivered,
            "/ask@other_bot GDP": group.send(user, "/ask@other_bot GDP").delivered,
            "@Yinju_Test_Bot GDP": group.send(user, "@Yinju_Test_Bot GDP").delivered,
            "reply to the bot": group.send(user, "呢？", reply_to=mine).delivered,
            "reply to a person": group.send(user, "呢？", reply_to=other).delivered,
            "caption": group.send_media(user, "photo", "@yinju_test_bot GDP").delivered,
            "sticker": group.send_media(user, "sticker").delivered,
            "anonymous": group.send_anonymously("/ask GDP").delivered,
        }
        assert [name for name, delivered in seen.items() if not delivered] == [
            "GDP",
            "/ask@other_bot GDP",
            "reply to a person",
            "sticker",
        ]
        server.world.privacy = False
        assert group.send(user, "GDP").delivered is True


class Hook(BaseHTTPRequestHandler):
    """A bot's own address; refuses the first delivery."""

    seen: ClassVar[list[tuple[str, str, int]]] = []

    def do_POST(self) -> None:
        update = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        status = 200 if self.seen else 500
        secret = self.headers["X-Telegram-Bot-Api-Secret-Token"]
        self.seen.append((secret, update["message"]["text"], status))
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class TestWebhook:
    def test_order_within_a_chat_survives_a_refusal(
        self, server: LoopbackServer, chat: Chat, user: User
    ) -> None:
        Hook.seen.clear()
        texts = ["一", "二", "三"]
        with HTTPServer(("127.0.0.1", 0), Hook) as hook:
            thread = threading.Thread(target=hook.serve_forever, args=(0.02,))
            thread.start()
            call(server, "setWebhook", url=f"http://127.0.0.1:{hook.server_port}/", secret_token="geheim")
            for text in texts:
                chat.send(user, text)
            server.settle()
            hook.shutdown()
            thread.join()
        assert Hook.seen == [("geheim", "一", 500)] + [("geheim", text, 200) for text in texts]
        info = call(server, "getWebhookInfo")["result"]
        assert info["last_error_message"].startswith("Wrong response from the webhook: 500")
        assert info["pending_update_count"] == 0


class TestQueries:
    def answer(self, server: LoopbackServer, user: User, results: list[Json], **more: Any) -> str:
        query = user.ask_inline("GDP").id
        answer = call(server, "answerInlineQuery", inline_query_id=query, results=results, **more)
        return str(answer.get("description", "ok"))

    def test_inline_limits(self, server: LoopbackServer, user: User) -> None:
        def answer(results: list[Json], **more: Any) -> str:
            return self.answer(server, user, results, **more).removeprefix("Bad Request: ")

        assert answer([article(number) for number in range(50)]) == "ok"
        assert answer([article(number) for number in range(51)]) == "RESULTS_TOO_MUCH"
        assert answer([article(), article()]) == "RESULT_ID_DUPLICATE"
        assert answer([article(id="字" * 22)]) == "RESULT_ID_INVALID"
        assert answer([article(input_message_content={"message_text": "x" * 4097})]) == "message is too long"
        assert answer([], button={"text": "开始", "start_parameter": "引据"}) == "START_PARAM_INVALID"
        assert answer([], button={"text": "开始", "start_parameter": "use_1-a"}) == "ok"
        with pytest.raises(ValueError, match="256"):
            user.inline("x" * 257)

    def test_inline_answer_comes_once_and_in_time(self, server: LoopbackServer, user: User) -> None:
        expired = "Bad Request: query is too old and response timeout expired or query ID is invalid"
        asked = user.ask_inline("GDP")
        params = {"inline_query_id": asked.id, "results": [article()], "cache_time": 60}
        call(server, "answerInlineQuery", **params)
        answer = asked.answer()
        assert isinstance(answer, InlineAnswer)
        assert [(one.title, one.text) for one in answer.results] == [("增长7%", "答案1")]
        assert (answer.cache_time, answer.is_personal) == (60, False)
        assert refused(server, "answerInlineQuery", **params) == expired
        server.world.patience["inline"] = 0.0
        late = user.ask_inline("GDP")
        assert refused(server, "answerInlineQuery", inline_query_id=late.id, results=[]) == expired
        assert refused(server, "answerInlineQuery", inline_query_id="x", results=[]) == expired
        with pytest.raises(NothingCame, match="answerInlineQuery"):
            late.answer(timeout=0.05)

    def test_inline_cache_is_shared_on_request(self, server: LoopbackServer, user: User) -> None:
        server.world.cache_inline = True
        self.answer(server, user, [article()])
        assert server.user("小红").inline("GDP", timeout=0.1).results[0].id == "1"

    def test_callback(self, server: LoopbackServer, chat: Chat, user: User) -> None:
        call(server, "sendMessage", chat_id=chat.id, text="7%", reply_markup=button(callback_data="n:1"))
        press = chat.press(user, chat.messages_from_bot()[0], "按")
        (update,) = call(server, "getUpdates")["result"]
        assert update["callback_query"]["data"] == "n:1"
        assert update["callback_query"]["message"]["text"] == "7%"
        target = {"callback_query_id": press.id}
        assert refused(server, "answerCallbackQuery", **target, text="x" * 201).endswith("MESSAGE_TOO_LONG")
        call(server, "answerCallbackQuery", **target, text="好", show_alert=True)
        assert (press.answer().text, press.answer().show_alert) == ("好", True)
        assert "query is too old" in refused(server, "answerCallbackQuery", **target)

    def test_deep_links(self, server: LoopbackServer, user: User) -> None:
        assert user.open_link("https://t.me/yinju_test_bot?start=p-1").text == "/start p-1"
        for url in (
            "https://t.me/yinju_test_bot?start=" + "x" * 65,
            "t.me/yinju_test_bot?start=引据",
            "t.me/x",
        ):
            with pytest.raises(ValueError, match=r"start parameter|does not open"):
                user.open_link(url)

    def test_guest_mode(self, server: LoopbackServer, user: User) -> None:
        server.world.guest_mode = True
        asked = user.call_guest("@yinju_test_bot GDP")
        (update,) = call(server, "getUpdates")["result"]
        guest_query_id = update["guest_message"]["guest_query_id"]
        result = call(server, "answerGuestQuery", guest_query_id=guest_query_id, result=article())["result"]
        assert asked.answer().text == "答案1"
        call(server, "editMessageText", inline_message_id=result["inline_message_id"], text="改")
        assert server.messages_from_bot()[0].text == "改"


class TestPeople:
    def updates(self, server: LoopbackServer) -> list[Json]:
        return [
            {key: value for key, value in one.items() if key != "update_id"}
            for one in call(server, "getUpdates")["result"]
        ]

    def test_a_chosen_result_is_a_message_via_the_bot(
        self, server: LoopbackServer, group: Group, user: User
    ) -> None:
        asked = user.ask_inline("GDP")
        results = [article(reply_markup=button(callback_data="n"))]
        call(server, "answerInlineQuery", inline_query_id=asked.id, results=results)
        server.inline_feedback = True
        call(server, "getUpdates", offset=1001)
        message = user.choose(asked.answer().results[0], group, "GDP")
        group.press(user, message, "按")
        posted, chosen, pressed = self.updates(server)
        assert posted["message"]["via_bot"]["username"] == "yinju_test_bot"
        assert posted["message"]["from"]["id"] == user.id
        assert chosen["chosen_inline_result"]["result_id"] == "1"
        inline_message_id = chosen["chosen_inline_result"]["inline_message_id"]
        assert pressed["callback_query"]["inline_message_id"] == inline_message_id
        assert "message" not in pressed["callback_query"]

    def test_edits_forgeries_and_senders_without_a_person(
        self, server: LoopbackServer, group: Group, user: User
    ) -> None:
        channel = server.channel("频道")
        question = group.send(user, "/ask GDP")
        group.edit(user, question, "/ask 2017 GDP")
        group.press(user, question, "made-up", forged=True)
        group.send_anonymously("/ask GDP")
        group.send_as_channel(channel, "@yinju_test_bot GDP", automatic=True)
        channel.publish("公告")
        group.send_raw({"from": user.json, "new_chat_title": "新名"})
        _, edited, pressed, anonymous, linked, post, service = self.updates(server)
        assert edited["edited_message"]["text"] == "/ask 2017 GDP"
        assert edited["edited_message"]["message_id"] == question.message_id
        assert pressed["callback_query"]["data"] == "made-up"
        assert anonymous["message"]["sender_chat"]["id"] == group.id
        assert linked["message"]["is_automatic_forward"] is True
        assert "from" not in post["channel_post"]
        assert service["message"]["new_chat_title"] == "新名"


class TestProfile:
    def test_commands_by_scope_and_language(self, server: LoopbackServer) -> None:
        menu = [{"command": "ask", "description": "提问"}]
        scope = {"type": "all_group_chats"}
        call(server, "setMyCommands", commands=menu, scope=scope, language_code="zh")
        assert server.commands(scope, "zh") == menu
        assert server.commands() == []
        assert refused(server, "setMyCommands", commands=menu, language_code="zh-hans").endswith(
            "invalid language code specified"
        )
        bad = [{"command": "Ask", "description": "提问"}]
        assert refused(server, "setMyCommands", commands=bad) == "Bad Request: BOT_COMMAND_INVALID"
        assert "TOO_LONG" in refused(server, "setMyShortDescription", short_description="x" * 121)

    def test_members(self, server: LoopbackServer, group: Group, user: User) -> None:
        group.promote(user)
        member = call(server, "getChatMember", chat_id=group.id, user_id=user.id)["result"]
        assert (member["status"], member["user"]["first_name"]) == ("administrator", "小明")
        admins = call(server, "getChatAdministrators", chat_id=group.id)["result"]
        assert [one["user"]["id"] for one in admins] == [user.id]


class TestFaults:
    def test_flood_window_closes_one_chat(self, server: LoopbackServer, chat: Chat) -> None:
        other = server.private_chat(server.user("小红"))
        server.fail("sendMessage", retry_after=1, chat_id=chat.id)
        answer = call(server, "sendMessage", chat_id=chat.id, text="a")
        assert (answer["error_code"], answer["parameters"]) == (429, {"retry_after": 1})
        assert answer["description"] == "Too Many Requests: retry after 1"
        assert server.flood_violations == []
        assert call(server, "sendMessage", chat_id=other.id, text="a")["ok"] is True
        assert call(server, "sendMessage", chat_id=chat.id, text="a")["error_code"] == 429
        (violation,) = server.flood_violations
        assert (violation.chat_id, violation.method) == (chat.id, "sendMessage")
        time.sleep(1.0)
        assert call(server, "sendMessage", chat_id=chat.id, text="a")["ok"] is True
        assert len(server.flood_violations) == 1

    def test_errors_cuts_and_refusals(self, server: LoopbackServer, chat: Chat) -> None:
        send = {"chat_id": chat.id, "text": "a"}
        server.fail("sendMessage", status=500, times=2)
        assert [call(server, "sendMessage", **send)["error_code"] for _ in range(2)] == [500, 500]
        server.cut("sendMessage")
        with pytest.raises(httpx.RemoteProtocolError):
            call(server, "sendMessage", **send)
        assert chat.messages_from_bot() == []
        server.cut("sendMessage", after=True)
        with pytest.raises(httpx.RemoteProtocolError):
            call(server, "sendMessage", **send)
        assert [one.text for one in chat.messages_from_bot()] == ["a"]
        server.refuse("setMyCommands")
        assert refused(server, "setMyCommands", commands=[]) == "Not Found"
        assert [one.status for one in server.calls] == [500, 500, None, None, 404]
        assert server.refusals == []

    @pytest.mark.parametrize("kind", Garbling)
    def test_garbled_replies(self, server: LoopbackServer, chat: Chat, kind: Garbling) -> None:
        """The work is done, or not, as ordered; the next reply is whole again."""
        url, send = f"{server.base_url}{server.token}/sendMessage", {"chat_id": chat.id, "text": "甲"}
        for after in (True, False):
            server.garble("sendMessage", kind, after=after)
            answer: Json = {}
            with suppress(ValueError, RecursionError, httpx.HTTPError):
                answer = httpx.post(url, data=send, timeout=5).json()
            readable = isinstance(answer, dict) and isinstance(answer.get("result"), dict)
            assert readable is (
                after and kind in {Garbling.WRONG_TYPES, Garbling.NUMBER_AS_TEXT, Garbling.HUGE}
            )
        assert [one.text for one in chat.messages_from_bot()] == ["甲"]
        assert call(server, "sendMessage", **send)["result"]["text"] == "甲"
        assert server.refusals == []

    def test_silence(self, server: LoopbackServer, chat: Chat) -> None:
        server.silence("sendMessage")
        url, send = f"{server.base_url}{server.token}/sendMessage", {"chat_id": chat.id, "text": "甲"}
        with pytest.raises(httpx.ReadTimeout):
            httpx.post(url, data=send, timeout=0.2)
        assert call(server, "getMe")["ok"] is True
        assert len(chat.messages_from_bot()) == 1

    def test_delay_and_going_down(self, server: LoopbackServer, chat: Chat) -> None:
        server.delay("getMe", 0.2, times=1)
        began = time.monotonic()
        call(server, "getMe")
        assert time.monotonic() - began >= 0.2

        def poll_until_cut_off() -> None:
            # It is answered with nothing or has its connection closed, whichever comes first.
            with suppress(httpx.NetworkError, httpx.RemoteProtocolError):
                call(server, "getUpdates", timeout=30)

        poll = threading.Thread(target=poll_until_cut_off)
        poll.start()
        time.sleep(0.1)
        server.go_down()
        poll.join(10)
        assert not poll.is_alive()
        with pytest.raises(httpx.ConnectError):
            call(server, "getMe")
        server.come_up()
        assert call(server, "getMe")["ok"] is True

    def test_rates(self, server: LoopbackServer, group: Group) -> None:
        server.enforce_rates(Rates(group=(2, 60.0)))
        codes = [call(server, "sendMessage", chat_id=group.id, text="a").get("error_code") for _ in range(3)]
        assert codes == [None, None, 429]
