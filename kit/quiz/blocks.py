"""Markdown → the parts of a paper, not yet judged.

Block structure comes from markdown-it-py and its line maps. Only headings, lists, block quotes
and paragraphs have a meaning in a paper; code blocks, reference definitions, underlined headings
and HTML are not recognised. Their lines come out as text: HTML in a stem, an option or a note is
what it says, a line of it on its own is faulted like any other line that means nothing there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from kit.quiz.marks import unify
from kit.quiz.notes import Line, Note, join, read_notes
from kit.quiz.problems import Problem

_HEAD = re.compile(r"([A-Za-zＡ-Ｚａ-ｚ]{1,12}[0-9０-９]{1,6})(?![0-9A-Za-z])[\s.．、:：]*(.*)")
_BOX = re.compile(r"\[([x ])\]\s*(.*)")
_BLANKS = re.compile(r"[_＿]{2,}")

IN_A_QUESTION = (
    "题目里只能有选项（- [x]）、“= 答案”、编号的列表、“- 左 = 右”、“答：”和以“> ”开头的说明。"
)
"""What a teacher is told about a line that means nothing in a question."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list; ``ticked`` is None without a box, ``number`` without a number.

    Feedback is "" if there is none; ``feedback_line`` is then the item's own line.
    """

    line: int
    text: str
    ticked: bool | None
    feedback: str
    feedback_line: int
    number: int | None


@dataclass(slots=True)
class Draft:
    """One question as typed; ``line`` is its heading's."""

    id: str
    stem: str
    line: int
    items: list[Item] = field(default_factory=list)
    answers: list[Line] = field(default_factory=list)
    models: list[Line] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class Sheet:
    """A paper as typed; ``problems`` are those outside its questions."""

    title: str = ""
    intro: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_sheet(lines: Sequence[str]) -> Sheet:
    """Take a paper apart; what has no place in a paper becomes a problem."""
    unified = [unify(line) for line in lines]
    return _Reader(unified).read()


class _Reader:
    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.sheet = Sheet()
        self.place: Sheet | Draft = self.sheet

    def read(self) -> Sheet:
        """Go through the top-level blocks in order."""
        for block in SyntaxTreeNode(_markdown().parse("\n".join(self.lines))).children:
            if block.type == "heading":
                self._heading(block)
            elif isinstance(self.place, Draft):
                self._body(self.place, block)
            else:
                self._front(block)
        return self.sheet

    def _heading(self, block: SyntaxTreeNode) -> None:
        line, text = self._texts(block)[0] if self._texts(block) else (_first(block), "")
        if block.tag == "h2":
            self._question(line, text)
        elif block.tag == "h1" and not self.sheet.title and not self.sheet.drafts:
            self.sheet.title = text
            if not text:
                self._fault(line, "试卷标题是空的。", "请在“# ”后写上标题。", "标题")
        elif block.tag == "h1":
            self._fault(
                line, "试卷只能有一个“# ”标题。", "若是题目，请改成“## 题号 题干”。", "标题"
            )
        else:
            self._fault(
                line,
                f"试卷里不用“{'#' * int(block.tag[1])}”标题。",
                "请改成“## 题号 题干”。",
                "标题",
            )

    def _question(self, line: int, text: str) -> None:
        match = _HEAD.fullmatch(text)
        name = unicodedata.normalize("NFKC", match[1]) if match else ""
        stem = _BLANKS.sub("____", match[2] if match else text).strip()
        self.place = Draft(name, stem, line)
        self.sheet.drafts.append(self.place)
        if not name:
            self._fault(
                line, "这道题没有题号。", "请在题干前写上题号（字母加数字），例如“ms05”。", "题号"
            )
        elif not stem:
            self._fault(line, f"{name} 没有题干。", "请把题干写在题号后面，与题号同一行。", "题干")

    def _front(self, block: SyntaxTreeNode) -> None:
        """Take a block that stands before the first question."""
        if block.type == "paragraph" and self.sheet.title:
            self.sheet.intro.append(join(text for _, text in self._texts(block)))
        elif block.type == "blockquote" and self.sheet.title:
            self._notes(block)
        else:
            self._unknown(
                block, "第一道题之前只能有“# 标题”和标题下的说明文字，请删去或移到题目里。"
            )

    def _body(self, draft: Draft, block: SyntaxTreeNode) -> None:
        """Take a block that stands under a question's heading; its notes come last."""
        if draft.notes:
            self._late(block)
        if block.type in {"bullet_list", "ordered_list"}:
            for item in block.children:
                self._item(draft, item)
        elif block.type == "blockquote":
            self._notes(block)
        elif block.type == "paragraph":
            self._paragraph(draft, block)
        else:
            self._unknown(block)

    def _late(self, block: SyntaxTreeNode) -> None:
        """Fault options or answers below the notes: they may be those of another question."""
        line = _first(block)
        text = self.lines[line - 1]
        if block.type in {"bullet_list", "ordered_list"} or text.startswith(("=", "答：")):
            self._fault(
                line,
                f"“{_short(text)}”写在依据、解析等说明的后面。",
                "请移到这些说明的前面；若属于下一题，请移到下一题的题干下面。",
                "写法",
            )

    def _paragraph(self, draft: Draft, block: SyntaxTreeNode) -> None:
        texts = self._texts(block)
        if texts[0][1].startswith("答："):
            said = [texts[0][1].removeprefix("答：").strip()]
            for line, text in texts[1:]:
                if text.startswith(("=", "答：")):
                    self._run_on(line)
                    break
                said.append(text)
            draft.models.append(Line(texts[0][0], join(said)))
            return
        for line, text in texts:
            if text.startswith("="):
                draft.answers.append(Line(line, text.removeprefix("=").strip()))
            else:
                self._unknown_text(line, text)

    def _item(self, draft: Draft, item: SyntaxTreeNode) -> None:
        line = _first(item)
        first, rest = (item.children[0], item.children[1:]) if item.children else (None, [])
        if first is None or first.type != "paragraph":
            self._fault(line, "这个列表项没有文字。", "请补上文字，或删去这一行。", "写法")
            return
        texts = self._texts(first)
        for below, _ in texts[1:]:
            self._run_on(below)
        feedback: list[Line] = []
        for block in rest:
            if block.type == "blockquote":
                feedback += self._quoted(block)
            else:
                self._unknown(block)
        box = _BOX.fullmatch(texts[0][1])
        text = box[2].strip() if box else texts[0][1]
        ticked = box[1] == "x" if box else None
        number = int(item.info) if item.info else None
        said = join(each.text for each in feedback)
        said_line = feedback[0].number if feedback else line
        draft.items.append(Item(line, text, ticked, said, said_line, number))

    def _notes(self, block: SyntaxTreeNode) -> None:
        notes, problems = read_notes(self._quoted(block))
        self.place.notes += notes
        self.place.problems += problems

    def _quoted(self, quote: SyntaxTreeNode) -> list[Line]:
        """Return the lines of a block quote; each must have its own ``>``."""
        found: list[Line] = []
        for block in quote.children:
            if block.type != "paragraph":
                self._unknown(block, "以“> ”开头的说明里只能写文字，请去掉这里的记号。")
                continue
            for line, text in self._texts(block):
                if self.lines[line - 1].lstrip().startswith(">"):
                    found.append(Line(line, text))
                else:
                    self._run_on(line)
        return found

    def _texts(self, block: SyntaxTreeNode) -> list[tuple[int, str]]:
        """Return (line, text) for each line of a heading or paragraph."""
        content = "\n".join(child.content for child in block.children if child.type == "inline")
        texts = content.split("\n") if content else []
        return [(_first(block) + offset, text.strip()) for offset, text in enumerate(texts)]

    def _fault(self, line: int, what: str, remedy: str, rule: str) -> None:
        self.place.problems.append(Problem(line, what, remedy, rule))

    def _run_on(self, line: int) -> None:
        self._fault(
            line,
            f"“{_short(self.lines[line - 1])}”紧接着上一行，看不出是什么。",
            "另起一部分，请在前面空一行；反馈和说明，请以“> ”开头；续写，请并到上一行。",
            "写法",
        )

    def _unknown(self, block: SyntaxTreeNode, remedy: str = IN_A_QUESTION) -> None:
        line = _first(block)
        self._unknown_text(line, self.lines[line - 1], remedy)

    def _unknown_text(self, line: int, text: str, remedy: str = IN_A_QUESTION) -> None:
        self._fault(line, f"看不懂“{_short(text)}”这一行。", remedy, "写法")


def _markdown() -> MarkdownIt:
    return MarkdownIt("zero").enable(["heading", "list", "blockquote", "hr"])


def _first(block: SyntaxTreeNode) -> int:
    """Return the 1-based line that a block begins in."""
    return block.map[0] + 1 if block.map else 1


def _short(text: str) -> str:
    text = text.strip()
    return text if len(text) <= 16 else text[:15] + "…"
