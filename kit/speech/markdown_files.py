"""A Markdown file → its text as it would be shown, the headings that it declares, what it lost."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from kit.speech.documents import SCRIPTS, Manuscript, joined
from kit.speech.wording import NEWLINE

_FRONT = re.compile(r"\A\ufeff?(---|\+\+\+)[ \t]*\n(.*?)^\1[ \t]*(?:\n|\Z)", re.S | re.M)
_FIELD = re.compile(r"^([\w\u4e00-\u9fff-]+)[ \t]*[:=：][ \t]*(.*)$", re.M)
# % 标题 / % 讲话人 / % 日期
_PERCENT = re.compile(r"\A\ufeff?((?:%[ \t].*(?:\n|\Z)){1,3})")
_TITLES = frozenset({"title", "标题"})
_DATES = frozenset({"date", "日期"})
_SPEAKERS = frozenset({"speaker", "author", "讲话人", "作者"})
_DAY = re.compile(r"((?:19|20)\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})")
# #一、总体要求: many write no blank
_HEADING = re.compile(r"^( {0,3}#{1,6})(?=[\u4e00-\u9fff（【《“*\d])(?!.*#[ \t]*$)", re.M)
_NOTE = re.compile(r"^ {0,3}\[\^([^\]\s]{1,40})\]:[ \t]*(.*(?:\n(?:[ \t]+\S.*))*)\n?", re.M)
_WRAPPED = re.compile(r"(?<=[\u3000-\uffef]) (?=[\u4e00-\uffef])")
_NOTE_MARK = re.compile(r"\[\^[^\]\s]{1,40}\]")
_LEFT_OVER = re.compile(r"\*{2,}|(?<![A-Za-z0-9_])__|__(?![A-Za-z0-9_])")
_EMPHASIS = re.compile(r"\*([^*\s][^*\n]{0,60}?)\*")
# - [x] 完成甲; > [!note] 备注; ==重点==; [[某页|某文]]: what some programs add
_MORE_MARKS = re.compile(
    r"^\[[ xX]\] |^\[![A-Za-z]+\][ +-]?|==(?=\S)|(?<=\S)==|\[\[(?:[^\[\]|\n]*\|)?|\]\]"
)
# {#sec:one .unnumbered}; [TOC]; a block's name: ^abc1
_UNSHOWN = re.compile(
    r"(?<![ \t])[ \t]*\{(?:[#.][^{}\n]{0,80}|-)\}[ \t]*$|^[ \t]*\[{1,2}_?toc_?\]{1,2}[ \t]*$"
    r"|^[ \t]*\{:[^{}\n]*\}[ \t]*$|(?<=\S)[ \t]+\^[A-Za-z0-9-]+[ \t]*$|^:[ \t]+(?=\S)",
    re.I | re.M,
)
_ASIDES = (
    ("注释", re.compile(r"%%.*?%%", re.S)),
    (
        "图片",
        re.compile(r"!\[\[[^\]\n]{0,99}\.(?:png|jpe?g|gif|svg|webp|bmp)[^\]\n]{0,40}\]\]", re.I),
    ),
    ("嵌入的文件", re.compile(r"!\[\[[^\]\n]{0,150}\]\]")),
    ("引用标记", re.compile(r"(?<![ \t])[ \t]*\[-?@[^\]\n]{1,80}\]")),
    (
        "标签",
        re.compile(r"(?<=\S)[ \t]+#[A-Za-z\u4e00-\u9fff_][\w/-]*(?=[ \t]*$|[ \t]+#)", re.M),
    ),
)
"""What some programs write and do not show as text."""
_NOTE_WITHIN = re.compile(r"\^\[([^\]\n]{1,400})\]")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_HTML_HEADING = re.compile(r"<h([1-6])\b[^<>]*>(.{0,400}?)</h\1\s*>", re.I | re.S)
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/tr|/h[1-6])\b[^<>]*>", re.I)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_PICTURE = re.compile(r"<img\b", re.I)
_MOST_BRACKETS = 3_000  # to look for links among more takes their square
_FULL_STOPS = "。！？；"


def markdown_document(text: str) -> Manuscript:
    """Return what a Markdown file shows: its lines, headings, title and date, and what it lost.

    Numbers of lists, links, tables and notes are text; marks are not. A line stays a line.
    """
    front, text = _front_matter(NEWLINE.sub("\n", text))
    notes: list[str] = []

    def take(match: re.Match[str]) -> str:
        notes.append(_WRAPPED.sub("", " ".join(match[match.re.groups].split())))
        return ""

    reader = _Reader()
    text = reader.without_asides(text)
    text = _NOTE_WITHIN.sub(take, _NOTE_MARK.sub("", _NOTE.sub(take, text)))
    lines = list(reader.lines(_HEADING.sub(r"\1 ", text)))
    if len(notes) == 1:
        lines.append((f"注：{notes[0]}", 0))
    else:
        lines += [(f"注{number}：{note}", 0) for number, note in enumerate(notes, start=1)]
    document = joined(lines)
    known = {key.lower(): value.strip().strip("\"'") for key, value in front}
    day = _DAY.search(next((known[key] for key in _DATES if key in known), ""))
    others = [key for key, _ in front if key.lower() not in _TITLES | _DATES | _SPEAKERS]
    lost = [*reader.lost()]
    if others:
        lost.insert(0, f"文件头部的 {'、'.join(others)} 没有读入。")
    return replace(
        document,
        title=next((known[key] for key in _TITLES if key in known), ""),
        date=f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}" if day else "",
        speaker=next((known[key] for key in _SPEAKERS if known.get(key)), ""),
        left_out=tuple(lost),
    )


def _front_matter(text: str) -> tuple[list[tuple[str, str]], str]:
    if head := _PERCENT.match(text):
        values = [line[1:].strip() for line in head[1].splitlines()]
        return list(zip(("title", "author", "date"), values, strict=False)), text[head.end() :]
    match = _FRONT.match(text)
    fields = _FIELD.findall(match[2]) if match else []
    if match is None or not fields:
        return [], text
    return fields, text[match.end() :]


class _Reader:
    """Reads the tokens of a file once; counts what is not shown."""

    def __init__(self) -> None:
        self._lost: Counter[str] = Counter()

    def lost(self) -> Iterator[str]:
        """Name what did not come through."""
        for kind, count in self._lost.items():
            yield f"{kind}（{count} 处）没有读入。"

    def without_asides(self, text: str) -> str:
        """Return a text without what stands in it beside the text; that is counted."""
        for kind, pattern in _ASIDES:
            text, count = pattern.subn("", text)
            self._lost[kind] += count
        self._lost = +self._lost
        return _UNSHOWN.sub("", text)

    def lines(self, text: str) -> Iterator[tuple[str, int]]:
        """Yield each line with its level."""
        parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
        parser.disable(["code", "text_join"])
        if text.count("[") > _MOST_BRACKETS:
            parser.disable(["link", "image", "reference"])
        tokens = parser.parse(text)
        numbers: list[int | None] = []
        number, cells = "", list[str]()
        for place, token in enumerate(tokens):
            match token.type:
                case "ordered_list_open":
                    numbers.append(int(token.attrs.get("start", 1)))
                case "bullet_list_open":
                    numbers.append(None)
                case "ordered_list_close" | "bullet_list_close":
                    numbers.pop()
                case "list_item_open":
                    number = ""
                    if numbers[-1] is not None:
                        number = f"{numbers[-1]}{token.markup.replace(')', '）')} "
                        numbers[-1] += 1
                case "tr_open":
                    cells = []
                case "tr_close":
                    yield "　".join(cell for cell in cells if cell), 0
                case "fence" | "code_block":
                    yield token.content, 0
                case "html_block":
                    yield from self._html(token.content)
                case "inline":
                    shown = self._inline(token.children or [])
                    opening = tokens[place - 1]
                    if opening.type in {"th_open", "td_open"}:
                        cells.append(" ".join(shown.split()))
                        continue
                    if number and shown:
                        shown, number = number + shown, ""
                    yield shown, _level(opening, shown)

    def _inline(self, tokens: Sequence[Token]) -> str:
        pieces: list[str] = []
        struck = 0
        for token in tokens:
            struck += token.nesting if token.type in {"s_open", "s_close"} else 0
            if token.type == "s_open":
                self._lost["划去的文字"] += 1
            if struck:
                continue
            match token.type:
                case "text":
                    plain = _MORE_MARKS.sub("", _LEFT_OVER.sub("", token.content))
                    pieces.append(_EMPHASIS.sub(r"\1", plain))
                case "text_special" | "code_inline":
                    pieces.append(token.content)
                case "softbreak" | "hardbreak":
                    pieces.append("\n")
                case "image":
                    self._lost["图片"] += 1
                case "html_inline":
                    pieces += [text for text, _ in self._html(token.content)]
        return "".join(pieces)

    def _html(self, source: str) -> Iterator[tuple[str, int]]:
        """Yield the text of HTML, which has neither comments nor scripts."""
        self._lost["注释"] += len(_COMMENT.findall(source))
        source = SCRIPTS.sub("", _COMMENT.sub("", source))
        self._lost["图片"] += len(_PICTURE.findall(source))
        self._lost = +self._lost
        at = 0
        for heading in _HTML_HEADING.finditer(source):
            yield _shown(source[at : heading.start()]), 0
            yield _shown(heading[2]), int(heading[1])
            at = heading.end()
        yield _shown(source[at:]), 0


def _level(opening: Token, shown: str) -> int:
    """Return the level of a heading; text above a rule is none, which the format makes one."""
    if opening.type != "heading_open":
        return 0
    underlined = opening.markup in {"-", "="}
    if underlined and ("\n" in shown or shown.rstrip()[-1:] in _FULL_STOPS):
        return 0
    return int(opening.tag[1])


def _shown(source: str) -> str:
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", source)))
