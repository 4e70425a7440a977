"""What a phone is told, and what it is not told before the answer is revealed."""

from __future__ import annotations

from tests.room.live import Live


def test_a_phone_knows_what_it_said_and_says_it_once(live: Live) -> None:
    async def visit() -> None:
        leader, phone = await live.leader("speaker"), await live.phone()
        await leader.do({"do": "discuss", "title": "怎么做"})
        await phone.sees("discussion", "open")
        for n in (1, 2):
            await phone.send({"say": "先 查清", "round": 1, "n": n})
            await phone.until(lambda told, n=n: told.get("kept") == n)  # type: ignore[misc]
        assert [one.text for one in live.hub.messages] == ["先 查清"]
        again = await live.phone(phone.you)
        assert again.mine["said"] == [{"text": "先 查清", "shown": False}]
        await leader.do({"do": "approve", "message": 1})
        await again.until(lambda told: told.get("mine", {}).get("said", [{}])[0].get("shown"))
        stranger = await live.phone()
        assert stranger.mine["said"] == []

    live.run(visit)


def test_the_text_of_the_speech_is_kept_by_phones(live: Live) -> None:
    async def visit() -> None:
        answered = await live.ask("/text.html")
        assert "第1段" in answered.body.decode()
        assert answered.headers["Cache-Control"] == "no-cache"
        known = {"If-None-Match": answered.headers["ETag"]}
        assert (await live.ask("/text.html", **known)).code == 304

    live.run(visit)
