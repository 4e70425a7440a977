"""The faults of a lesson: a notebook that will not open, run or read as it should."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kit.errors import Fault, KitError
from kit.library import StudySet, study_set
from kit.speech import Speech

_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")


def check_lesson(path: Path, study_set: StudySet, speech: Speech | None) -> tuple[Fault, ...]:
    """Return every fault of one lesson; without a speech its passages are not looked up."""
    shown = study_set.shown(path)
    try:
        text = path.read_bytes().decode("utf-8")
        notebook = json.loads(text)
        cells = notebook["cells"]
        if not all(_is_cell(cell) for cell in cells) or notebook.get("nbformat") != 4:
            raise TypeError
        if not isinstance(notebook.get("metadata", {}), dict):
            raise TypeError
    except UnicodeDecodeError:
        return (Fault(shown, 1, "文件不是 UTF-8 编码。", "请另存为 UTF-8。"),)
    except OSError:
        return (Fault(shown, 1, "文件读不出来。", "请检查它是不是文件，有没有读取权限。"),)
    except (ValueError, RecursionError) as error:
        what = "不是合格的笔记本文件（JSON 有误）。"
        line = getattr(error, "lineno", 1)
        return (Fault(shown, line, what, "请用 JupyterLab 重新保存。"),)
    except (KeyError, TypeError, AttributeError):
        what = "不是合格的笔记本文件（单元或版本号的写法不对）。"
        return (Fault(shown, 1, what, "请用 JupyterLab 重新保存。"),)
    check = _Lesson(path, shown, text, study_set, speech)
    return tuple(check.faults(cells))


class _Lesson:
    def __init__(
        self, path: Path, shown: str, text: str, study_set: StudySet, speech: Speech | None
    ) -> None:
        self._path = path
        self._shown = shown
        self._text = text
        self._set = study_set
        self._speech = speech

    def faults(self, cells: list[dict[str, Any]]) -> Iterator[Fault]:
        if not cells or not _source(cells[0]).startswith("# "):
            yield self._fault("", "第一个单元没有一级标题。", "请以“# 标题”开头。")
        seen: set[str] = set()
        for cell in cells:
            cell_id = str(cell.get("id", ""))
            if not _ID.fullmatch(cell_id) or cell_id in seen:
                yield self._fault(
                    cell_id,
                    f"单元的 id“{cell_id}”缺失、重复或不合格。",
                    "请改为不重复的字母、数字和连字符。",
                )
            seen.add(cell_id)
            if cell.get("cell_type") == "code":
                yield from self._code(cell, cell_id)
            elif cell.get("cell_type") == "markdown":
                yield from self._links(cell, cell_id)

    def _code(self, cell: dict[str, Any], cell_id: str) -> Iterator[Fault]:
        if cell.get("outputs") or cell.get("execution_count") is not None:
            yield self._fault(cell_id, f"单元“{cell_id}”存有运行结果。", "请清除输出后再保存。")
        source = _source(cell)
        if not re.match(r"#\s*[^\x00-\x7f]", source):
            yield self._fault(
                cell_id,
                f"单元“{cell_id}”的首行不是中文说明。",
                "请以“# 这一格显示什么”开头。",
            )
        if not cell.get("metadata", {}).get("jupyter", {}).get("source_hidden"):
            yield self._fault(cell_id, f"单元“{cell_id}”的代码没有隐藏。", "请折叠这一格的代码。")
        try:
            tree = ast.parse(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            yield self._fault(cell_id, f"单元“{cell_id}”的代码写法有误。", "请改正后运行一遍。")
            return
        for node in ast.walk(tree):
            yield from self._names(node, cell_id)

    def _names(self, node: ast.AST, cell_id: str) -> Iterator[Fault]:
        """Look up what a cell names: a passage of the speech, a paper, a study set."""
        try:
            match node:
                case ast.Subscript(ast.Name("speech"), ast.Constant(str(key))) if self._speech:
                    self._speech.find(key)
                case ast.Call(
                    ast.Attribute(ast.Name("kit"), "self_test"), [ast.Constant(str(key))]
                ):
                    self._set.paper(key)
                case ast.Call(ast.Attribute(ast.Name("kit"), "load"), [ast.Constant(str(key))]) if (
                    key != self._set.name
                ):
                    study_set(key)
        except KitError as error:
            yield self._fault(cell_id, error.what, error.remedy)

    def _links(self, cell: dict[str, Any], cell_id: str) -> Iterator[Fault]:
        for target in _LINK.findall(_source(cell)):
            if ":" in target:
                yield self._fault(
                    cell_id, f"课文链接到网上的“{target}”。", "没有网络时打不开，请去掉。"
                )
            elif not self._is_there(target):
                yield self._fault(cell_id, f"链接“{target}”指向的文件不存在。", "请改正文件名。")

    def _is_there(self, target: str) -> bool:
        try:
            return (self._path.parent / target).exists()
        except (OSError, ValueError):  # longer than a name can be
            return False

    def _fault(self, cell_id: str, what: str, remedy: str) -> Fault:
        place = self._text.find(f'"id": "{cell_id}"') if cell_id else -1
        line = self._text.count("\n", 0, place) + 1 if place >= 0 else 1
        return Fault(self._shown, line, what, remedy)


def _is_cell(cell: object) -> bool:
    """Return whether a cell has the form that JupyterLab gives one."""
    if not isinstance(cell, dict) or cell.get("cell_type") not in {"code", "markdown", "raw"}:
        return False
    source, said = cell.get("source", ""), cell.get("metadata", {})
    lines = source if isinstance(source, list) else [source]
    return (
        all(isinstance(line, str) for line in lines)
        and isinstance(said, dict)
        and isinstance(said.get("jupyter", {}), dict)
        and isinstance(cell.get("id", ""), str)
    )


def _source(cell: dict[str, Any]) -> str:
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)
