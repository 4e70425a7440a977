"""`kit.ask` while a room runs: the question goes to the room, its spread comes back to the cell."""

from __future__ import annotations

import threading
from typing import Any

import ipywidgets  # type: ignore[import-untyped]
from markupsafe import Markup

from kit.room.running import RunningRoom

_EVERY = 1.0  # seconds between two looks at the room
_LONGEST = 3600  # looks, after which nobody is waiting


class RoomQuestion(ipywidgets.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """A question put to the room: how many answered, and, once revealed, the spread."""

    def __init__(self, room: RunningRoom, question: str) -> None:
        self._room = room
        self._question = question
        self._shown = ipywidgets.HTML()
        self._ended = threading.Event()
        buttons = [
            self._button("停止作答", "close"),
            self._button("揭晓", "reveal"),
            self._button("再答一次", "again"),
        ]
        super().__init__([self._shown, ipywidgets.HBox(buttons)])
        self.look()
        threading.Thread(target=self._follow, daemon=True, name="room").start()

    def _button(self, text: str, command: str) -> Any:
        button = ipywidgets.Button(description=text)
        button.on_click(lambda _: self._press(command))
        return button

    def _press(self, command: str) -> None:
        try:
            refused = self._room.send({"do": command})
        except (OSError, ValueError):
            refused = "学习会没有应答。"
        self.look(refused)

    def _follow(self) -> None:
        for _ in range(_LONGEST):
            if self._ended.wait(_EVERY):
                return
            self.look()

    def look(self, remark: str = "") -> None:
        """Show what the room is at now; once it asks something else, the last spread stays."""
        try:
            told = self._room.state()
        except (OSError, ValueError):
            self._ended.set()
            return
        now = told["state"].get("round") or {}
        if now.get("question") != self._question:
            self._ended.set()
            return
        html = room_html(now, told["counts"])
        if remark:
            html += Markup("<p>{}</p>").format(remark)
        if self._shown.value != html:
            self._shown.value = str(html)


def room_question(room: RunningRoom, question: str) -> RoomQuestion | None:
    """Put a question to the room and return what the cell shows; None where that cannot be.

    A question that the room is at already is not asked anew.
    """
    try:
        now = room.state()["state"].get("round") or {}
        if now.get("question") != question and room.send({"do": "ask", "question": question}):
            return None
    except (OSError, ValueError):
        return None
    return RoomQuestion(room, question)


def room_html(now: dict[str, Any], counts: dict[str, int]) -> Markup:
    """Return what is known of a round, as HTML."""
    said = Markup("<p>题目 {} 已发到手机：{} 人已作答，{} 人在线。</p>").format(
        now["question"], counts["in"], counts["phones"]
    )
    if now["phase"] == "closed":
        said += Markup("<p>已停止作答。</p>")
    for title, spread in (("讨论以前", now.get("earlier")), ("作答", now.get("spread"))):
        if spread:
            said += _table(title, spread, chooses=bool(now["ask"]["options"]))
    if now.get("key"):
        said += Markup("<p>答案：{}</p>").format(now["key"])
    return said


def _table(title: str, spread: dict[str, Any], *, chooses: bool) -> Markup:
    rows = Markup("").join(
        Markup("<tr><td>{}{}</td><td>{}</td></tr>").format(
            f"{bar['label']}. {bar['text']}" if bar["label"] else bar["text"],
            "（应选）" if chooses and bar["right"] else "",
            bar["count"],
        )
        for bar in spread["bars"]
    )
    head = Markup("<tr><th>{}</th><th>人数</th></tr>").format(title)
    return Markup("<table><thead>{}</thead><tbody>{}</tbody></table>").format(head, rows)
