"""Inputs that once took longer the longer they were, out of proportion: see `growth`."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kit.decks import read_deck, settle
from kit.decks.html_text import from_html
from kit.errors import KitError
from kit.handout.markdown import LessonMarkdown
from kit.lab.check import check_set
from kit.library import StudySet
from kit.making import make_set
from kit.page.describing import passage_data, self_test_data
from kit.page.rendering import cell_html
from kit.page.tables import task_table, term_table
from kit.page.whole_page import Page
from kit.quiz import Question, parse_paper
from kit.quiz.lint import check_papers
from kit.quiz.writing import write_paper
from kit.speech import Correction, Passage, Speech, parse
from kit.speech.comparing import compare
from kit.speech.parts import part_of
from kit.speech.web_pages import page_document
from kit.speech.word_files import word_document
from kit.speech.wording import numeral


@dataclass(frozen=True, slots=True)
class Shape:
    """An input that is made at any size, and what is done with it.

    ``size`` is tried first; four times the ``largest`` is refused, or more than anyone has.
    """

    name: str
    size: int
    make: Callable[[int], Any]
    run: Callable[[Any], object]
    largest: int = 1_000_000


def number(place: int) -> str:
    """Return the Chinese number of a part; after 九十九 the numbering begins anew."""
    return numeral(place % 99 + 1)


def name(place: int) -> str:
    """Return two characters that few other places have."""
    return chr(0x4E00 + place % 9_000) + chr(0x5E00 + place // 9_000)


def numbered(count: int, line: str) -> str:
    """Return so many lines, each with ``{n}`` replaced by its number and ``{x}`` by a name."""
    return "\n".join(line.format(n=number(place), x=name(place)) for place in range(count))


LONG = "这里写的是一段比标题长得多的正文，它说明为什么要这样做，也说明要做到什么程度，还举了例子。"
COMING = "今天讲几点。\n"
BEGUN = "某日开会，讲了下面的话。\n一、抓好生产\n"

SPEECHES: dict[str, Callable[[int], str]] = {
    "appendices": lambda n: BEGUN + "附件1：名单\n这里是正文。\n" * n,
    "appendices below an address": lambda n: BEGUN + "各位代表！\n附件1：名单\n正文。\n" * n,
    "notes": lambda n: BEGUN + "注释\n这里说明词语的意思。\n" * n,
    "dashes in a line": lambda n: BEGUN + "抓好生产。——抓好生活" * n,
    "dashes, a line each": lambda n: BEGUN + "——抓好生产，抓好生活。\n" * n,
    "headings without a number": lambda n: COMING + numbered(n, "大力提振{x}\n" + LONG),
    "topic sentences": lambda n: COMING + numbered(n, "提振{x}。\n" + LONG),
    "refrains": lambda n: (
        COMING
        + "\n".join(
            f"一年来我{name(p // 3)}坚持努力。\n大力提振{name(p)}\n{LONG}" for p in range(n)
        )
    ),
    "addresses": lambda n: BEGUN + "各位代表！\n抓好生产。\n" * n,
    "addresses in a line": lambda n: BEGUN + "各位代表！抓好生产。" * n,
    "addresses on end": lambda n: BEGUN + "各位代表、" * n,
    "parts of one line": lambda n: numbered(n, "{n}、抓好{x}"),
    "points of one line": lambda n: numbered(n, "{n}是抓好{x}。"),
    "points in a line": lambda n: BEGUN + numbered(n, "{n}是抓好{x}；").replace("\n", ""),
    "lists in lists": lambda n: numbered(n, "（{n}）抓好{x}\n一是抓甲，抓乙。\n二是抓丙。"),
    "clauses of a sentence": lambda n: BEGUN + "加强管理，" * n + "。",
    "clauses without a verb": lambda n: BEGUN + "加强管理。" + "这里那里，" * n + "。",
    "exhausting all means": lambda n: BEGUN + "一是抓甲，" + "尽" * n,
    "ranks": lambda n: BEGUN + "一是抓甲，加强" + "位居" * n,
    "years after a dash": lambda n: BEGUN + "——" + "2021年" * n + "。",
    "numerals in a title": lambda n: "一、" + "一" * n,
    "lines broken off": lambda n: BEGUN + "这是一句没有说完的话\n" * n,
    "commas before a number": lambda n: BEGUN + "，首先" * n,
    "quotations before an address": lambda n: BEGUN + "甲”同志们" * n,
    "dots": lambda n: BEGUN + "一、甲" + "…" * n + "甲",
    "blanks in a line": lambda n: f"{BEGUN}甲{' ' * n}乙{chr(0x3000) * n}丙",
    "a line of blanks": lambda n: f"{BEGUN}甲\n{' ' * n}\n乙",
}


def read_and_show(text: str) -> object:
    """Read a speech as `kit outline` and a lesson do: its parts, and the paragraphs it has."""
    return parse(text).whole().paragraphs


def ask_for_parts(speech: Speech) -> None:
    """Ask a speech for each of its parts as papers, tables and charts do."""
    for node in speech.nodes:
        speech.find(speech.label(node))
        speech.deepest(node.start, node.end)
        speech.line(node.start)
        part_of(speech, node.id)
        passage = Passage(speech, node.start, node.end, node)
        _ = (passage.tasks, passage.nodes, passage.segments)


def with_corrections(count: int) -> tuple[str, tuple[Correction, ...]]:
    lines = [Correction(line, kind="heading", level=2) for line in range(2, count + 2)]
    return BEGUN + numbered(count, "{x}如此。"), tuple(lines)


SMALL = parse(BEGUN + "一是抓甲，推进乙，落实丙。\n二是抓丁，开展戊。\n")
QUESTION = """
## {id} 第{x}个要点要求推进什么工作？

- [x] 乙
- [ ] 戊
  > “戊”是第二个要点要开展的。

> 依据：{quote}
> 解析：这项任务紧跟在“抓甲”之后。
"""


def question(place: int, quote: str = "推进乙") -> str:
    letters = "".join(chr(97 + place // 26**power % 26) for power in range(4))
    return QUESTION.format(id=f"{letters}1", x=name(place), quote=quote)


def beside(line: str) -> str:
    """Return a paper with one line more."""
    return f"# 卷\n{question(0)}{line}\n"


PAPERS: dict[str, Callable[[int], str]] = {
    "blanks in a box": lambda n: beside(f"- [{' ' * n}"),
    "blanks in a line of a paper": lambda n: beside(f"甲{' ' * n}乙"),
    "blanks after a label": lambda n: beside(f"> 依据{' ' * n}甲"),
    "blanks in a pair": lambda n: beside(f"\n\n## ab2 配对\n\n- 甲{' ' * n}乙"),
    "blanks in a reason": lambda n: beside(f"> 保留：甲{' ' * n}乙"),
    "labels in a line": lambda n: beside(f"甲{'>依据（' * n}"),
    "brackets in a line": lambda n: beside("[甲](乙" * n),
    "links": lambda n: beside("[甲](乙)\n" * n),
    "a note of many lines": lambda n: beside("> 接着说\n" * n),
    "many notes": lambda n: beside("> 依据：推进乙\n" * n),
    "digits in a place": lambda n: beside(f"> 依据（{'1' * n}x）：推进乙"),
    "numerals in a place": lambda n: beside(f"> 依据（{'十一' * n}x）：推进乙"),
    "digits in a list": lambda n: beside(f"{'1' * n}. 甲"),
    "quotes in quotes": lambda n: beside(">" * n),
    "lists in lists of a paper": lambda n: beside("- " * n),
    "questions": lambda n: "# 卷\n" + "".join(map(question, range(n))),
    "absent quotations": lambda n: "# 卷\n" + "".join(question(p, name(p)) for p in range(n)),
    "absent places": lambda n: (
        "# 卷\n" + "".join(question(p).replace("依据", f"依据（{name(p)}）") for p in range(n))
    ),
    "marks in a stem": lambda n: beside(f"\n## ab2 甲{'“' * n}\n\n= 乙"),
    "stars in a stem": lambda n: beside(f"\n## ab2 甲{'**' * n}*乙\n\n= 乙"),
    "number signs in a stem": lambda n: beside(f"\n## ab2 甲{'#' * n}乙____\n\n= 乙\n\n> 解析：丙"),
}


def look_over(text: str) -> object:
    """Read a paper, look it over and write it again."""
    paper = parse_paper(text, SMALL, name="卷", shown="卷.md")
    return check_papers([paper], SMALL), write_paper("卷", paper.questions, speech=SMALL)


def one_quotation(count: int) -> tuple[Speech, str]:
    return parse(numbered(count, "{n}、抓好{x}\n推进乙。")), beside("")


def parts_and_questions(count: int) -> tuple[Speech, str]:
    text = numbered(count, "{n}、抓好{x}\n加强{x}工作。")
    quotes = (f"加强{name(place)}工作" for place in range(count))
    return parse(text), "# 卷\n" + "".join(question(p, q) for p, q in enumerate(quotes))


def hold_against(given: tuple[Speech, str]) -> object:
    speech, text = given
    return check_papers([parse_paper(text, speech, name="卷", shown="卷.md")], speech)


def equal_answers(count: int) -> tuple[Speech, str]:
    """Return a paper whose questions all have one answer, and quote one place."""
    recalled = "## {id} 第{x}个要点要求____。\n\n= 推进乙\n\n> 依据：推进乙\n> 解析：略。\n"
    ids = (f"q{place + 1}" for place in range(count))
    asked = (recalled.format(id=own, x=name(place)) for place, own in enumerate(ids))
    return SMALL, "# 卷\n\n" + "\n".join(asked)


def ask_for_paragraphs(speech: Speech) -> None:
    """Ask a speech for its paragraphs one by one, as the cells of a lesson do."""
    whole = speech.whole()
    for place in range(len(whole.paragraphs)):
        whole.paragraph(place + 1)


def show_passage(speech: Speech) -> object:
    """Show a whole speech in a cell, and what is in it as tables."""
    shown = (passage_data(speech.whole()), task_table(speech), term_table(speech))
    return [cell_html(record) for record in shown]


def questions_of_parts(count: int) -> tuple[Speech, tuple[Question, ...]]:
    speech, text = parts_and_questions(count)
    return speech, parse_paper(text, speech, name="卷", shown="卷.md").questions


def show_test(given: tuple[Speech, tuple[Question, ...]]) -> object:
    """Show questions as a test in a cell, on a page, and on a sheet with its answers."""
    speech, questions = given
    record = self_test_data(questions, speech)
    pages = (Page(), Page("teacher"))
    return cell_html(record), [(page.html(record), page.appendix()) for page in pages]


HTML: dict[str, Callable[[int], str]] = {
    "tags begun": lambda n: "甲" + "<a " * n,
    "attributes begun": lambda n: "甲" + "<a \"'" * n + ">",
    "comments begun": lambda n: "甲" + "<!--" * n,
    "declarations begun": lambda n: "甲" + "<![CDATA[" * n,
    "character references": lambda n: "甲" + "&#" + "1" * n + ";" + "&amp" * n,
}
GIFT: dict[str, Callable[[int], str]] = {
    "questions to import": lambda n: "".join(
        f"::ab{p}::第{name(p)}个要点要求推进什么？{{=乙 ~戊 ####推进乙}}\n\n" for p in range(n)
    ),
    "quotations in comments": lambda n: "// 依据：推进乙\n" * n + "甲{=乙 ~丙}\n",
    "lines of feedback": lambda n: "甲{=乙 ~丙 ####" + "丁<br>" * n + "}\n",
    "digits in an answer": lambda n: "甲{#" + "1" * n + "x}\n",
    "zeros in a margin": lambda n: "甲{#1:" + "0" * n + "x}\n",
    "blank lines": lambda n: f"甲{{=乙}}\n{' ' * n}甲" + "\n" * n,
    "tags begun, in a question": lambda n: f"甲{'<a ' * n}{{=乙 ~丙}}",
}


def bring_in(text: str) -> object:
    """Read questions of another program and write them as a paper, as `kit import` does."""
    found = read_deck(text.encode())
    paper = write_paper("卷", settle(found.questions, SMALL), speech=SMALL)
    return parse_paper(paper, SMALL, name="卷", shown="卷.md")


def lessons_of(links: int, cells: int) -> str:
    """Return a lesson with so many links that lead nowhere, in so many cells."""
    source = "# 课\n" + "[甲](乙.ipynb)\n" * (links // cells)
    made = [
        {"cell_type": "markdown", "id": f"c{place}", "metadata": {}, "source": source}
        for place in range(cells)
    ]
    content = {"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(content, ensure_ascii=False, indent=1)


def check(files: dict[str, str]) -> object:
    """Look over a study set of these files."""
    with tempfile.TemporaryDirectory() as folder:
        for path, text in {"seeds/甲/speech.txt": BEGUN, **files}.items():
            target = Path(folder, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        source = Path(folder, "seeds/甲/source.toml")
        source.write_text('title = "甲"\nsha256 = "0"\n', encoding="utf-8")
        return check_set(StudySet("甲", Path(folder)))


TERM = '[[term]]\nname = "{x}词"\nexplanation = "甲。"\norigin = "background"\n'
SETS: dict[str, Callable[[int], dict[str, str]]] = {
    "absent terms": lambda n: {"seeds/甲/terms.toml": numbered(n, TERM)},
    "links that lead nowhere": lambda n: {"notebooks/甲/01_a.ipynb": lessons_of(n, 1)},
    "cells with such links": lambda n: {"notebooks/甲/01_a.ipynb": lessons_of(n, n)},
}


def make(text: str) -> object:
    """Make a study set of a speech."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "jianghua.txt")
        file.write_text(text, encoding="utf-8")
        return make_set(file, root=Path(folder))


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/d.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="a" Target="d.xml" Type="http://schemas.openxmlformats.org/officeDocument/'
    '2006/relationships/officeDocument"/></Relationships>'
)
WORD: dict[str, Callable[[int], str]] = {
    "line breaks in a run": lambda n: f"<w:p><w:r><w:t>甲</w:t>{'<w:br/>' * n}</w:r></w:p>",
    "runs in a paragraph": lambda n: f"<w:p>{'<w:r><w:t>甲</w:t></w:r>' * n}</w:p>",
    "attributes in a Word file": lambda n: "<w:p {}><w:r><w:t>甲</w:t></w:r></w:p>".format(
        " ".join(f'a{place}=""' for place in range(n))
    ),
}
PAGES: dict[str, Callable[[int], str]] = {
    "attributes on a page": lambda n: "<p {}>{}</p>".format(
        " ".join(f'a{place}=""' for place in range(n)), LONG
    ),
    "paragraphs on a page": lambda n: f"<p>{LONG}</p>" * n,
    "tags begun on a page": lambda n: f"<p>{LONG}</p>" + "<a " * n,
    "comments begun on a page": lambda n: f"<p>{LONG}</p>" + "<!--" * n,
}


MARKDOWN: dict[str, Callable[[int], str]] = {
    "equal headings": lambda n: "## 自测\n\n" * n,
    "environments begun": lambda n: "甲\\begin{a}" * n,
    "environments begun, a line each": lambda n: "\\begin{a}\n\n" * n,
    "dollar signs": lambda n: "甲$乙$$" * n,
    "brackets in a lesson": lambda n: "[" * n,
    "tags begun in a lesson": lambda n: "<a " * n,
    "comments begun in a lesson": lambda n: "甲<!--" * n,
    "stars in a lesson": lambda n: "**甲 " * n,
    "lines of a paragraph": lambda n: "甲乙丙\n" * n,
}


def word_file(body: str) -> bytes:
    """Return a Word file with this body."""
    document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("_rels/.rels", RELATIONS)
        package.writestr("d.xml", document)
    return target.getvalue()


def refused(read: Callable[[Any], object]) -> Callable[[Any], object]:
    """Return a reader that may say no: what is refused costs time too."""

    def tried(given: Any) -> object:
        try:
            return read(given)
        except KitError as error:
            return error

    return tried


def shapes(
    makers: dict[str, Callable[[int], Any]],
    run: Callable[[Any], object],
    size: int = 500,
    largest: int = 1_000_000,
    dressed: Callable[[Any], Any] = lambda given: given,
) -> list[Shape]:
    """Return shapes that are run alike; ``dressed`` makes an input ready before it is timed."""
    return [
        Shape(name, size, lambda n, make=make: dressed(make(n)), refused(run), largest)
        for name, make in makers.items()
    ]


ANY: dict[str, Callable[[int], str]] = {
    "parts asked for by name": lambda n: numbered(n, "{n}、抓好{x}\n加强{x}工作。"),
    "items asked for by name": lambda n: BEGUN + numbered(n, "{n}是抓好{x}，加强{x}工作。"),
}

SHOWN: dict[str, Callable[[int], str]] = {
    "parts shown": ANY["parts asked for by name"],
    "points of one part shown": ANY["items asked for by name"],
    "tasks of one line shown": lambda n: BEGUN + "加强管理，推进建设，" * n + "。",
    "blank lines shown": lambda n: BEGUN + "抓好生产。\n \n" * n,
}

SHAPES = (
    *shapes(SPEECHES, read_and_show),
    *shapes({"corrections": with_corrections}, lambda given: parse(given[0], corrections=given[1])),
    *shapes(ANY, ask_for_parts, dressed=parse),
    *shapes(
        {"tasks compared": lambda n: parse(BEGUN + "加强管理工作，推进建设。\n" * n)},
        lambda speech: compare(speech, speech),
    ),
    *shapes(PAPERS, look_over, size=20),
    *shapes({"one quotation in many places": one_quotation}, hold_against, largest=64_000),
    *shapes({"parts and questions": parts_and_questions}, hold_against, size=50),
    *shapes({"questions with one answer": equal_answers}, hold_against, size=50),
    *shapes(SHOWN, show_passage, dressed=parse),
    *shapes(
        {"paragraphs asked for one by one": SHOWN["blank lines shown"]},
        ask_for_paragraphs,
        dressed=parse,
    ),
    *shapes({"a test shown": questions_of_parts}, show_test, size=50),
    *shapes(HTML, from_html),
    *shapes(GIFT, bring_in, size=50),
    *shapes(SETS, check, size=100),
    *shapes({"a set of many parts": ANY["parts asked for by name"]}, make, size=50),
    *shapes(
        WORD, lambda data: word_document(data, shown="甲.docx"), largest=100_000, dressed=word_file
    ),
    *shapes(MARKDOWN, lambda text: LessonMarkdown()(text), size=100),
    *shapes(PAGES, lambda page: page_document(page, shown="甲.html"), size=100, largest=50_000),
)
