"""Every fault of a study set, in one list: its seeds, its papers and its lessons."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, NamedTuple

from kit.errors import Fault, KitError
from kit.files import read_data, read_saved
from kit.lab.notebooks import Cell, read_notebook, source
from kit.library import SET_ASIDE, StudySet, study_set, study_sets
from kit.quiz import Paper, find_question, read_papers
from kit.quiz.lint import check_papers
from kit.speech import Speech, checksum, find_quote, load_speech
from kit.speech.glossary import term_errors
from kit.speech.loading import decode
from kit.speech.words import without_effect
from kit.speech.work_lines import read_work_lines
from kit.unwritten import marked

_LINK = re.compile(r"\]\(((?:(?!\]\()[^)#\s])++)(?:#(?:(?!\]\()[^)])*+)?\)")
_BEYOND_TEXT = re.compile(r"<[a-zA-Z]|!\[|\$|\\[\[(]|\\begin\{|^ *[`~]{3,} *mermaid", re.MULTILINE)
_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_ID_STORED = re.compile(r'\n|"id": "([^"]*)"')
_QUOTED = re.compile(r'"([^"]*)"')


class Finding(NamedTuple):
    """What is wrong with a cell, or doubtful in it, and the remedy."""

    what: str
    remedy: str
    severity: Literal["fault", "warning"] = "fault"


def check_set(study_set: StudySet) -> tuple[Fault, ...]:
    """Return every fault and warning of a set's seeds, papers and lessons, by path and line."""
    speech, seed_faults = _read_seeds(study_set)
    faults = list(seed_faults)
    papers: tuple[Paper, ...] = ()
    if speech is not None:
        papers = read_papers(study_set, speech)
        faults += check_papers(papers, speech)
    if not study_set.lessons():
        shown = study_set.shown(study_set.notebooks)
        remedy = "请在这里放入笔记本文件；改过学习集的名字，三个文件夹都要跟着改。"
        faults.append(Fault(shown, 1, "这个学习集没有课文。", remedy))
    for path in sorted(study_set.notebooks.glob("*.py")):
        what, remedy = "课文旁边有 Python 文件。", "课文不会载入它，请移走。"
        faults.append(Fault(study_set.shown(path), 1, what, remedy, "warning"))
    for path in study_set.lessons():
        faults += _lesson_faults(path, study_set, speech, papers)
    listed = map(_in_set_aside, dict.fromkeys(faults))
    return tuple(sorted(listed, key=lambda fault: (fault.path, fault.line)))


def _in_set_aside(fault: Fault) -> Fault:
    """Return a fault as a warning if its file is one that `kit new` set aside for a person."""
    aside = SET_ASIDE.search(Path(fault.path).stem)
    return replace(fault, severity="warning") if aside else fault


def _read_seeds(study_set: StudySet) -> tuple[Speech | None, tuple[Fault, ...]]:
    """Return a set's speech, or None where it cannot be read, and every fault of its seeds.

    A faulty glossary or dictionary does not keep papers and lessons from being looked over.
    """
    try:
        speech = load_speech(study_set)
    except KitError as error:
        of_terms = term_errors(study_set)
        errors = of_terms if str(error) in map(str, of_terms) else (error, *of_terms)
        faults = tuple(Fault.from_error(each, study_set.shown(study_set.seeds)) for each in errors)
        try:
            return load_speech(study_set, words=False), faults
        except KitError:
            return None, faults
    return speech, tuple(_seed_faults(study_set, speech))


def _seed_faults(study_set: StudySet, speech: Speech) -> Iterator[Fault]:
    shown = study_set.shown(study_set.speech_file)
    if speech.source.sha256.lower() != checksum(study_set.speech_file):
        what = "讲话原文与 source.toml 记录的 sha256 不一致。"
        remedy = "原文若被误改，请恢复；若确要更换，请更新 source.toml 中的 sha256。"
        yield Fault(shown, 1, what, remedy)
    if not speech.leaves():
        what = "在讲话中没有找到“一、”“（一）”“一是”这样的编号。"
        remedy = "请核对这是不是讲话的正文；也可以在 source.toml 里用 [[outline]] 标出各部分。"
        yield Fault(shown, 1, what, remedy, "warning")
    for doubt in speech.unsure:
        if doubt.correction is not None:
            shown = study_set.shown(study_set.source_file)
            what = f"[[outline]] 的 line = {doubt.correction} 对不上：{doubt.reason}"
            yield Fault(shown, 1, what, "请对照原文改正这一条，或者删去它。")
    yield from map(Fault.from_error, read_work_lines(study_set, speech).faults)
    yield from _term_faults(study_set, speech)
    yield from _word_faults(study_set, speech)


def _word_faults(study_set: StudySet, speech: Speech) -> Iterator[Fault]:
    if not speech.lexicon.words:
        return
    shown = study_set.shown(study_set.words_file)
    lines = decode(read_data(study_set.words_file, shown), shown=shown).splitlines()
    numbers = [number for number, line in enumerate(lines, start=1) if line.strip()]
    for place, word, reason in without_effect(speech):
        remedy = "请改写或删去这一行；每行一个词，词频和词性可以写在空格后面。"
        yield Fault(
            shown, numbers[place], f"“{word.strip('“”')}”不起作用：{reason}。", remedy, "warning"
        )


def _term_faults(study_set: StudySet, speech: Speech) -> Iterator[Fault]:
    if not speech.terms:
        return
    shown = study_set.shown(study_set.terms_file)
    lines: dict[str, int] = {}
    for number, text in enumerate(read_saved(study_set.terms_file, shown).splitlines(), start=1):
        for quoted in _QUOTED.findall(text):
            lines.setdefault(quoted, number)
    names: set[str] = set()
    for term in speech.terms:
        line = lines.get(term.name, 1)
        if term.name in names:
            yield Fault(shown, line, f"术语“{term.name}”写了两次。", "请删去一个。")
        names.add(term.name)
        if not any(find_quote(speech, form) for form in term.forms):
            what = f"术语“{term.name}”没有在讲话中出现。"
            yield Fault(shown, line, what, "请改用讲话中的写法，或在 aliases 中写上。")


def _lesson_faults(
    path: Path, study_set: StudySet, speech: Speech | None, papers: tuple[Paper, ...]
) -> Iterator[Fault]:
    """Yield every fault of one lesson; without a speech its passages are not looked up."""
    shown = study_set.shown(path)
    remedy = "请用 JupyterLab 重新保存。"
    try:
        text = read_saved(path, shown, "utf-8")  # JupyterLab opens none with a byte order mark
        json.loads(text)  # for the line of what is no JSON
        notebook = read_notebook(text)
        if notebook is None or notebook.get("nbformat") != 4:
            raise TypeError
    except KitError as error:
        yield Fault.from_error(error)
    except (ValueError, RecursionError) as error:
        what = "不是合格的笔记本文件（JSON 有误）。"
        yield Fault(shown, getattr(error, "lineno", 1), what, remedy)
    except TypeError:
        yield Fault(shown, 1, "不是合格的笔记本文件（单元或版本号的写法不对）。", remedy)
    else:
        yield from _Lesson(path, shown, text, study_set, speech, papers).faults(notebook["cells"])


@dataclass(frozen=True, slots=True)
class _Lesson:
    path: Path
    shown: str
    text: str
    study_set: StudySet
    speech: Speech | None
    papers: tuple[Paper, ...]

    def faults(self, cells: list[Cell]) -> Iterator[Fault]:
        if not cells or not source(cells[0]).startswith("# "):
            yield Fault(self.shown, 1, "第一个单元没有一级标题。", "请以“# 标题”开头。")
        yield from self._unwritten(cells)
        seen: set[str] = set()
        lines = _lines_of_ids(self.text)
        for cell in cells:
            cell_id = cell.get("id", "")
            line = lines.get(cell_id, 1)
            if not _ID.fullmatch(cell_id) or cell_id in seen:
                what = f"单元的 id“{cell_id}”缺失、重复或不合格。"
                yield Fault(self.shown, line, what, "请改为不重复的字母、数字和连字符。")
            seen.add(cell_id)
            look = {"code": self._code, "markdown": self._text}.get(cell["cell_type"])
            for finding in look(cell) if look else ():
                yield Fault(self.shown, line, *finding)

    def _unwritten(self, cells: list[Cell]) -> Iterator[Fault]:
        """Yield one warning for all that is still to be written in the lesson."""
        left = [what for cell in cells for what in marked(source(cell))]
        if left:
            what = (
                f"还有 {len(left)} 处待写：{'、'.join(what.partition('。')[0] for what in left)}。"
            )
            remedy = "请在标着“〔待写：…〕”的地方写好，连同方括号一起换掉。"
            yield Fault(self.shown, 1, what, remedy, "warning")

    def _code(self, cell: Cell) -> Iterator[Finding]:
        where = f"单元“{cell.get('id', '')}”"
        if cell.get("outputs") or cell.get("execution_count") is not None:
            yield Finding(f"{where}存有运行结果。", "请清除输出后再保存。")
        code = source(cell)
        if not re.match(r"#\s*[^\x00-\x7f]", code):
            yield Finding(f"{where}的首行不是中文说明。", "请以“# 这一格显示什么”开头。")
        if not cell.get("metadata", {}).get("jupyter", {}).get("source_hidden"):
            yield Finding(f"{where}的代码没有隐藏。", "请折叠这一格的代码。")
        try:
            tree = ast.parse(code)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            yield Finding(f"{where}的代码写法有误。", "请改正后运行一遍。")
            return
        if not all(map(_only_shows, tree.body)):
            what = f"{where}的代码不只是展示课文。"
            remedy = "请看清它做什么；课文一般只需要 kit 和 speech。"
            yield Finding(what, remedy, "warning")
        for node in ast.walk(tree):
            try:
                self._look_up(node)
            except KitError as error:
                yield Finding(error.what, error.remedy)

    def _look_up(self, node: ast.AST) -> None:
        """Look up what a cell names: a passage of the speech, a paper, a question, a study set."""
        match node:
            case ast.Subscript(ast.Name("speech"), ast.Constant(str(key))) if self.speech:
                self.speech.find(key)
            case ast.Call(ast.Attribute(ast.Name("kit"), "self_test"), [ast.Constant(str(key))]):
                self.study_set.paper(key)
            case ast.Call(ast.Attribute(ast.Name("kit"), "ask"), [ast.Constant(str(key))]):
                if self.speech:
                    find_question(self.papers, key)
            case ast.Call(ast.Attribute(ast.Name("kit"), "load"), [ast.Constant(str(key))]):
                own = self.study_set.name
                if key != own and key not in {known.name for known in study_sets()}:
                    what = f"没有名为“{key}”的学习集。"
                    raise KitError(what, remedy=f"学习集若改过名，请把这里改成“{own}”。")
                if key != own:
                    study_set(key)

    def _text(self, cell: Cell) -> Iterator[Finding]:
        for target in _LINK.findall(source(cell)):
            if ":" in target:
                yield Finding(f"课文链接到网上的“{target}”。", "没有网络时打不开，请去掉。")
            elif not self._is_there(target):
                yield Finding(f"链接“{target}”指向的文件不存在。", "请改正文件名。")
        if _BEYOND_TEXT.search(source(cell)):
            yield from self._beyond_text(cell)

    def _beyond_text(self, cell: Cell) -> Iterator[Finding]:
        """Yield what of a cell's pictures, formulas and HTML a page does not show."""
        from kit.handout.pages import LIVE

        if LIVE in cell.get("metadata", {}).get("tags", ()):
            return  # it is for JupyterLab alone
        from kit.handout.markdown import LessonMarkdown

        markdown = LessonMarkdown(str(self.path.parent))
        try:
            markdown(source(cell), cell.get("attachments"))
        except KitError as error:
            yield Finding(error.what, error.remedy)
        for what in markdown.left_out:
            becomes = "标签会略去" if what.startswith("<") else "会照原样印出"
            remedy = f"{becomes}。请换一种写法，或改用图片。"
            gap = " " if what[0].isascii() else ""
            yield Finding(f"讲义排不出{gap}{what}。", remedy, "warning")

    def _is_there(self, target: str) -> bool:
        try:
            return (self.path.parent / target).exists()
        except (OSError, ValueError):  # longer than a name can be
            return False


def _only_shows(statement: ast.stmt) -> bool:
    """Tell whether a statement only shows a passage, a chart, a test: what a lesson needs."""
    match statement:
        case ast.Import([ast.alias("kit", None)]):
            return True
        case ast.Assign([ast.Name("speech")], value):
            return _is_call_of_kit(value, "load") and _is_harmless(value)
        case ast.Assign([ast.Name(name)], value):
            return name != "kit" and _is_harmless(value)
        case ast.Expr(value):
            return _is_harmless(value)
    return False


def _is_harmless(value: ast.expr) -> bool:
    """Tell whether an expression is made of constants, passages, and calls of the kit's own names.

    What else a call returns is not called in turn: a figure, say, can be written to any file.
    """
    match value:
        case ast.Constant() | ast.Name() | ast.UnaryOp(_, ast.Constant()):
            return True
        case ast.List(elements) | ast.Tuple(elements):
            return all(map(_is_harmless, elements))
        case ast.Subscript(ast.Name("speech"), key):
            return _is_harmless(key)
        case ast.Call(ast.Attribute(ast.Subscript(ast.Name("speech")) as passage, name)):
            return not name.startswith("_") and _is_harmless(passage) and _takes_harmless(value)
        case ast.Call():
            return _is_call_of_kit(value) and _takes_harmless(value)
    return False


def _is_call_of_kit(value: ast.expr, name: str = "") -> bool:
    """Tell whether an expression calls ``kit.name`` or ``kit.chart.name``; "": any name."""
    match value:
        case ast.Call(ast.Attribute(ast.Name("kit"), called)):
            return called == name or not (name or called.startswith("_"))
        case ast.Call(ast.Attribute(ast.Attribute(ast.Name("kit"), "chart"), called)):
            return not (name or called.startswith("_"))
    return False


def _takes_harmless(call: ast.Call) -> bool:
    return all(map(_is_harmless, [*call.args, *(each.value for each in call.keywords)]))


def _lines_of_ids(text: str) -> dict[str, int]:
    """Return the line of a notebook's file in which each id first stands."""
    lines: dict[str, int] = {}
    line = 1
    for match in _ID_STORED.finditer(text):
        if match[1] is None:
            line += 1
        else:
            lines.setdefault(match[1], line)
    return lines
