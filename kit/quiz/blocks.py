"""Markdown → the parts of a paper, not yet judged.

Block structure comes from markdown-it-py and its line maps. Only headings, lists, block quotes
and paragraphs have a meaning in a paper; code blocks, reference definitions, underlined headings
and HTML are not recognised. Their lines come out as text: HTML in a stem, an option or a note is
what it says, a line of it on its own is faulted like any other line that means nothing there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from kit.quiz.lines import LabelledNote, Line, Report, join, read_notes, unify, without_escape
from kit.quiz.question import BLANK

_HEAD = re.compile(r"([A-Za-zＡ-Ｚａ-ｚ]{1,12}[0-9０-９]{1,6})(?![0-9A-Za-z])[\s.．、:：]*(.*)")
_MARKS = re.compile("#{1,6} ")
_BOX = re.compile(r"\[([x ])\]\s*(.*)")

_POINT = "得分点："

BLANKS = re.compile("[_＿]{2,}")
"""A blank as people type it."""

IN_A_QUESTION = (
    "题目里只能有选项（- [x]）、“= 答案”、编号的列表、“- 左 = 右”、“答：”和“- 得分点：”、"
    "“! 错答 > 说明”，以及以“> ”开头的说明。"
)
"""What a teacher is told about a line that means nothing in a question."""


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list; ``ticked`` is None without a box, ``number`` without a number.

    Where there is no feedback, its text is "" and its line the item's own.
    """

    line: int
    text: str
    ticked: bool | None
    feedback: Line
    number: int | None


@dataclass(slots=True)
class DraftQuestion:
    """One question as typed; ``report`` has what is wrong with it, so far as it can be seen.

    ``wrong`` are the lines of likely wrong answers, each with the number of ``=`` lines above it.
    """

    id: str
    stem: str
    report: Report
    items: list[ListItem] = field(default_factory=list)
    answers: list[Line] = field(default_factory=list)
    models: list[Line] = field(default_factory=list)
    points: list[Line] = field(default_factory=list)
    wrong: list[tuple[Line, int]] = field(default_factory=list)
    notes: list[LabelledNote] = field(default_factory=list)


@dataclass(slots=True)
class DraftPaper:
    """A paper as typed; ``report`` has what is wrong outside its questions."""

    report: Report
    title: str = ""
    intro: list[str] = field(default_factory=list)
    notes: list[LabelledNote] = field(default_factory=list)
    questions: list[DraftQuestion] = field(default_factory=list)


def read_blocks(lines: Sequence[str], path: str) -> DraftPaper:
    """Take a paper apart; what has no place in a paper is reported. ``path`` is for messages."""
    return _PaperReader([unify(line) for line in lines], path).read()


class _PaperReader:
    """Goes through the blocks; ``place`` is the question they are in, or the paper's front."""

    def __init__(self, lines: list[str], path: str) -> None:
        self.lines = lines
        self.above = 0  # the number of lines above the section that is being read
        self.path = path
        self.paper = DraftPaper(Report(path))
        self.place: DraftPaper | DraftQuestion = self.paper

    def read(self) -> DraftPaper:
        """Go through the top-level blocks in order."""
        markdown = MarkdownIt("zero").enable(["heading", "list", "blockquote", "hr"])
        for above, section in self._sections():
            self.above = above
            for block in SyntaxTreeNode(markdown.parse("\n".join(section))).children:
                if block.type == "heading":
                    self._heading(block)
                elif isinstance(self.place, DraftQuestion):
                    self._body(self.place, block)
                else:
                    self._front(block)
        return self.paper

    def _sections(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the lines from each heading to the next, with the number of lines above them.

        A heading ends every block above it, so the sections can be taken apart one by one; the
        blocks of them all together would fill the memory.
        """
        heads = [number for number, line in enumerate(self.lines) if _MARKS.match(line)]
        for start, end in pairwise([0, *heads, len(self.lines)]):
            if start < end:
                yield start, self.lines[start:end]

    def _first(self, block: SyntaxTreeNode) -> int:
        """Return the 1-based line that a block begins in."""
        return self.above + (block.map[0] if block.map else 0) + 1

    def _heading(self, block: SyntaxTreeNode) -> None:
        texts = self._texts(block)
        heading = texts[0] if texts else Line(self._first(block), "")
        first = not self.paper.title and not self.paper.questions
        if block.tag == "h2":
            self._question(heading)
        elif block.tag == "h1" and first:
            self.paper.title = heading.text
            if not heading.text:
                self._fault(heading.number, "试卷标题是空的。", "请在“# ”后写上标题。", "标题")
        elif block.tag == "h1":
            what, remedy = "试卷只能有一个“# ”标题。", "若是题目，请改成“## 题号 题干”。"
            self._fault(heading.number, what, remedy, "标题")
        else:
            what = f"试卷里不用“{'#' * int(block.tag[1])}”标题。"
            self._fault(heading.number, what, "请改成“## 题号 题干”。", "标题")

    def _question(self, heading: Line) -> None:
        match = _HEAD.fullmatch(heading.text)
        name = unicodedata.normalize("NFKC", match[1]) if match else ""
        stem = BLANKS.sub(BLANK, match[2] if match else heading.text).strip()
        report = Report(self.path, heading.number, f"{name} " if name else "这道题")
        self.place = DraftQuestion(name, stem, report)
        self.paper.questions.append(self.place)
        if not name:
            remedy = "请在题干前写上题号（字母加数字），例如“ms05”。"
            report.fault("没有题号。", remedy, "题号")
        elif not stem:
            report.fault("没有题干。", "请把题干写在题号后面，与题号同一行。", "题干")

    def _front(self, block: SyntaxTreeNode) -> None:
        """Take a block that stands before the first question."""
        if block.type == "paragraph" and self.paper.title:
            self.paper.intro.append(join(line.text for line in self._texts(block)))
        elif block.type == "blockquote" and self.paper.title:
            self._notes(block)
        else:
            self._unknown(
                block, "第一道题之前只能有“# 标题”和标题下的说明文字，请删去或移到题目里。"
            )

    def _body(self, draft: DraftQuestion, block: SyntaxTreeNode) -> None:
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
        line = self._first(block)
        text = self.lines[line - 1]
        if block.type in {"bullet_list", "ordered_list"} or text.startswith(("=", "!", "答：")):
            self._fault(
                line,
                f"“{short(text)}”写在依据、解析等说明的后面。",
                "请移到这些说明的前面；若属于下一题，请移到下一题的题干下面。",
                "写法",
            )

    def _paragraph(self, draft: DraftQuestion, block: SyntaxTreeNode) -> None:
        first, *rest = self._texts(block)
        if not first.text.startswith("答："):
            for line in (first, *rest):
                if line.text.startswith("="):
                    draft.answers.append(Line(line.number, line.text.removeprefix("=").strip()))
                elif line.text.startswith("! "):
                    self._wrong_answer(draft, line)
                else:
                    self._unknown_text(line)
            return
        said = [first.text.removeprefix("答：").strip()]
        for line in rest:
            if line.text.startswith(("=", "! ", "答：")):
                self._run_on(line.number)
                break
            said.append(line.text)
        draft.models.append(Line(first.number, join(said)))

    def _item(self, draft: DraftQuestion, item: SyntaxTreeNode) -> None:
        number = self._first(item)
        if not item.children or item.children[0].type != "paragraph":
            self._fault(number, "这个列表项没有文字。", "请补上文字，或删去这一行。", "写法")
            return
        first, *below = self._texts(item.children[0])
        for line in below:
            # - 甲 = 乙
            # ! 甲 = 丙 > 说明
            if line.text.startswith("! "):
                self._wrong_answer(draft, line)
            else:
                self._run_on(line.number)
        said: list[Line] = []
        for block in item.children[1:]:
            if block.type == "blockquote":
                said += self._quoted(block)
            else:
                self._unknown(block)
        if first.text.startswith(_POINT):
            if said:
                what = "得分点的反馈用不上：只有选项才有反馈。"
                self._fault(said[0].number, what, "请把它写进解析。", "反馈")
            draft.points.append(Line(number, first.text.removeprefix(_POINT).strip()))
            return
        box = _BOX.fullmatch(first.text)
        draft.items.append(
            ListItem(
                line=number,
                text=box[2].strip() if box else without_escape(first.text),
                ticked=box[1] == "x" if box else None,
                feedback=Line(said[0].number if said else number, join(each.text for each in said)),
                number=int(item.info) if item.info else None,
            )
        )

    def _wrong_answer(self, draft: DraftQuestion, line: Line) -> None:
        text = line.text.removeprefix("! ").strip()
        draft.wrong.append((Line(line.number, text), len(draft.answers)))

    def _notes(self, block: SyntaxTreeNode) -> None:
        self.place.notes += read_notes(self._quoted(block), self.place.report)

    def _quoted(self, quote: SyntaxTreeNode) -> list[Line]:
        """Return the lines of a block quote; each must have its own ``>``."""
        quoted: list[Line] = []
        for block in quote.children:
            if block.type != "paragraph":
                self._unknown(block, "以“> ”开头的说明里只能写文字，请去掉这里的记号。")
                continue
            for line in self._texts(block):
                if self.lines[line.number - 1].lstrip().startswith(">"):
                    quoted.append(Line(line.number, without_escape(line.text)))
                else:
                    self._run_on(line.number)
        return quoted

    def _texts(self, block: SyntaxTreeNode) -> list[Line]:
        """Return the lines of a heading or paragraph."""
        content = "\n".join(child.content for child in block.children if child.type == "inline")
        texts = content.split("\n") if content else []
        return [Line(number, text.strip()) for number, text in enumerate(texts, self._first(block))]

    def _fault(self, line: int, what: str, remedy: str, rule: str) -> None:
        self.place.report.at(line, what, remedy, rule)

    def _run_on(self, line: int) -> None:
        self._fault(
            line,
            f"“{short(self.lines[line - 1])}”紧接着上一行，看不出是什么。",
            "另起一部分，请在前面空一行；反馈和说明，请以“> ”开头；续写，请并到上一行。",
            "写法",
        )

    def _unknown(self, block: SyntaxTreeNode, remedy: str = IN_A_QUESTION) -> None:
        number = self._first(block)
        self._unknown_text(Line(number, self.lines[number - 1]), remedy)

    def _unknown_text(self, line: Line, remedy: str = IN_A_QUESTION) -> None:
        self._fault(line.number, f"看不懂“{short(line.text)}”这一行。", remedy, "写法")


def short(text: str) -> str:
    """Return a text, or its beginning, for a message to quote."""
    text = text.strip()
    return text if len(text) <= 16 else text[:15] + "…"
