"""Moodle XML read: the question types for which a paper has a kind; all others are named.

The file may come from anywhere: it may declare no entities, which can be made to fill the memory
or to fetch other files, and nest no deeper than Moodle's own do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from xml.etree import ElementTree as ET
from xml.parsers import expat

from kit.decks.cloze import read_cloze
from kit.decks.deck import Draft, Imported, NotHeldError, read_each
from kit.decks.figures import digits_of, with_margin
from kit.decks.html_text import clean, from_format, from_html, one_line, with_lost
from kit.decks.remarks import grouped, with_remarks
from kit.decks.texts import category_name, stem_of
from kit.decks.weighed import WeighedAnswer, choice, matching, one_blank, without_star
from kit.errors import KitError
from kit.quiz.question import Option, Question

_DEEPEST = 60
_DECLARATION = re.compile(r"^\s*<\?xml\s[^<>]*\?>")
_PARAGRAPH = re.compile(r"<br\s*/?>|</?(?:p|div|li)(?:\s[^<>]*)?>", re.IGNORECASE)
_NAMES = {
    **{"description": "没有答案的说明文字", "calculated": "计算题", "calculatedsimple": "计算题"},
    **{"calculatedmulti": "计算选择题", "gapselect": "选词填空题", "ddwtos": "拖词填空题"},
    **{"ddimageortext": "拖图题", "ddmarker": "在图上标记的题目"},
    **{"randomsamatch": "随机配对题", "random": "随机抽取的题目"},
}
_STOCK = re.compile(
    r"your answer is (?:partially )?(?:in)?correct\.?|(?:您|你)?的?(?:回答|答案)?(?:是|为)?"
    r"(?:部分)?(?:不?正确|错误|对)的?[。.!！]?",
    re.IGNORECASE,
)
_OVERALL = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
_YES = {"true", "1"}


def read_moodle(text: str) -> Imported:
    """Read every question; what a paper cannot hold is named, by its name and line.

    The title is that of the file's category, if it has only one.

    Raises:
        KitError: it is no XML, none of Moodle's, or declares entities.
    """
    root, lines = _parsed(text)
    if root.tag != "quiz":
        raise KitError(
            f"这个 XML 文件不是 Moodle 题库（最外层是 <{root.tag[:40]}>）。",
            remedy="请在 Moodle 里把题库导出为“Moodle XML 格式”。",
        )
    found = [each for each in root if each.tag == "question"]
    categories = (category_name(each.findtext("category/text", "")) for each in found)
    asked = [each for each in found if each.get("type") != "category"]
    read = read_each(((_name(each), lines[each], each) for each in asked), _question)
    return grouped(read, "分类", categories, map(_tags, asked))


def _tags(element: ET.Element) -> list[str]:
    return [one_line(each.text or "") for each in element.iterfind("tags/tag/text")]


def _parsed(text: str) -> tuple[ET.Element, dict[ET.Element, int]]:
    """Return the outermost element, and the 1-based line that each one begins in."""
    builder = ET.TreeBuilder()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    lines: dict[ET.Element, int] = {}
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise KitError(
                f"这个 XML 文件的层次太深（第 {parser.CurrentLineNumber} 行），不是 Moodle 题库。",
                remedy="请在 Moodle 里把题库导出为“Moodle XML 格式”。",
            )
        element = builder.start(name, attributes)
        lines[element] = parser.CurrentLineNumber

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(name)

    def refuse(*_: object) -> None:
        raise KitError(
            "这个 XML 文件带有 DOCTYPE 或实体声明，可能有害，没有读取。",
            remedy="Moodle 导出的文件里没有这些声明，请重新导出。",
        )

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        # nothing may stand before the declaration, whose encoding is no longer that of the text
        parser.Parse(_DECLARATION.sub(_only_lines, clean(text)), True)
    except expat.ExpatError as error:
        raise KitError(
            f"第 {error.lineno} 行起不是合格的 XML。", remedy="请检查文件是否完整。"
        ) from None
    return builder.close(), lines


def _only_lines(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")


def _name(element: ET.Element) -> str:
    return one_line(element.findtext("name/text", ""))[:60]


def _question(element: ET.Element) -> Draft:
    """Return the question of an element, and what of it is lost."""
    sort = element.get("type", "")
    if sort == "cloze":
        html, (question, lost) = read_cloze(element.findtext("questiontext/text", ""))
        stem = from_html(html)
    elif sort in _READERS:
        stem, (question, lost) = _said(element, "questiontext"), _READERS[sort](element)
    else:
        raise NotHeldError(_NAMES.get(sort, f"“{sort[:40]}”类的题目"))
    hints = [hint for hint in (_text(each) for each in element.iterfind("hint")) if hint]
    model = " ".join(_lines(element.find("graderinfo")))
    question = with_remarks(
        replace(
            question,
            id=one_line(element.findtext("idnumber", "")) or _name(element),
            stem=stem_of(stem, typed=bool(question.answers)),
            hint=hints[0] if hints else "",
        ),
        [f"答：{model}"] if model else [],
        _lines(element.find("generalfeedback")),
        _tags(element),
    )
    markdown = any(each.get("format") == "markdown" for each in element.iter())
    raw = "\n".join(each.text or "" for each in element.iter("text"))
    return with_lost((question, (*lost, *_lost(element, hints))), raw, markdown=markdown)


def _lost(element: ET.Element, hints: Sequence[str]) -> Iterator[str]:
    """Yield what any type of question may have, and a paper has no place for."""
    if len(hints) > 1:
        yield "第二条以后的提示"
    if any((said := _said(element, name)) and not _STOCK.fullmatch(said) for name in _OVERALL):
        yield "对整题作答的说明"
    if one_line(element.findtext("responsetemplate/text", "")):
        yield "答题模板"
    if digits_of(element.findtext("defaultgrade", "")) not in {"", "1"}:
        yield "题目的分值"
    if element.find("units/unit") is not None:
        yield "单位的要求"


def _choice(element: ET.Element) -> Draft:
    single = element.findtext("single", "true").strip().lower() in _YES
    question, lost = choice(_answers(element, _text), single=single)
    fixed = element.findtext("shuffleanswers", "true").strip().lower() not in _YES
    return replace(question, fixed_order=fixed and question.kind != "judge"), lost


def _judge(element: ET.Element) -> Draft:
    options: list[Option] = []
    for each in element.iterfind("answer"):
        name = "对" if each.findtext("text", "").strip().lower() == "true" else "错"
        options.append(Option(name, _worth(each) > 0, _said(each, "feedback")))
    if sorted(each.text for each in options) != ["对", "错"]:
        raise NotHeldError("看不懂的题目")
    return Question("", "judge", "", tuple(options)), ()


def _short(element: ET.Element) -> Draft:
    question, lost = one_blank(
        _answers(element, lambda answer: without_star(answer.findtext("text", "")))
    )
    case = element.findtext("usecase", "0").strip().lower() in _YES
    return question, (*lost, *(["区分大小写的要求"] if case else []))


def _numerical(element: ET.Element) -> Draft:
    return one_blank(_answers(element, _number))


def _number(answer: ET.Element) -> str:
    return with_margin(answer.findtext("text", ""), answer.findtext("tolerance", "").strip())


def _match(element: ET.Element) -> Draft:
    return matching(
        [
            (_text(each), one_line(each.findtext("answer/text", "")))
            for each in element.iterfind("subquestion")
        ]
    )


def _order(element: ET.Element) -> Draft:
    return Question("", "order", "", order=tuple(map(_text, element.iterfind("answer")))), ()


def _recall(element: ET.Element) -> Draft:
    return Question("", "recall", ""), ()


_READERS: dict[str, Callable[[ET.Element], Draft]] = {
    **{"multichoice": _choice, "truefalse": _judge, "shortanswer": _short},
    **{"numerical": _numerical, "matching": _match, "ordering": _order, "essay": _recall},
}


def _answers(element: ET.Element, text_of: Callable[[ET.Element], str]) -> list[WeighedAnswer]:
    return [
        WeighedAnswer(text_of(each), _said(each, "feedback"), _worth(each))
        for each in element.iterfind("answer")
    ]


def _worth(answer: ET.Element) -> float:
    try:
        return float(answer.get("fraction", "0"))
    except ValueError:
        raise NotHeldError("看不懂的题目") from None


def _said(element: ET.Element, name: str) -> str:
    child = element.find(name)
    return "" if child is None else _text(child)


def _text(element: ET.Element) -> str:
    """Return what an element says, as a paper writes it; HTML, unless it says otherwise."""
    return from_format(element.findtext("text", ""), element.get("format", "html"))


def _lines(element: ET.Element | None) -> list[str]:
    """Return the paragraphs of an element, each in a line."""
    if element is None:
        return []
    pieces = _PARAGRAPH.split(element.findtext("text", ""))
    return [line for line in map(from_html, pieces) if line]
