"""A lesson that has been run → the HTML between the head and the foot of its page.

Its text is Markdown, rendered by nbconvert's own filter; what its cells show are records, rendered
by `kit.page`. Whatever is to be known of a page (its sections, questions and faults) is gathered
from these while they are rendered.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from markupsafe import Markup
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from kit.course import read_lesson
from kit.errors import KitError
from kit.handout.pages import TEACHER
from kit.page import DATA_MIME, Link, Notice, Page, Record, SelfTestData, flattened, read_record

WIDGET_MIME = "application/vnd.jupyter.widget-view+json"

_WIDGET_ONLY = "这里是一件互动部件，只能在 JupyterLab 中使用。"
_LESSON = re.compile(r"(?:\./)?(?P<name>[^/:?#]+)\.ipynb(?P<place>#.*)?")
_LINK = r"\[([^\[\]]+)\]\(([^()\s]+\.ipynb(?:#[^()\s]*)?)\)"
_LINE_OF_LINKS = re.compile(rf"^[ \t]*{_LINK}(?:[ \t]*[·|][ \t]*{_LINK})*[ \t]*$\n?", re.MULTILINE)
_RELATIONS = {"上一课": "prev", "下一课": "next", "目录": "contents"}


@dataclass(frozen=True, slots=True)
class ExecutedLesson:
    """A lesson with what its cells show.

    Attributes:
        name: the stem of its file.
        title: its title.
        notebook: its cells, with outputs.
        folder: where it lies; its pictures are looked for there, and other lessons.
        with_code: whether to show the code of its cells, above what they show.
    """

    name: str
    title: str
    notebook: Mapping[str, Any]
    folder: str = ""
    with_code: bool = False


@dataclass(frozen=True, slots=True)
class Chapters:
    """The lessons that share one page, by name, and which of them is being written; or none."""

    names: frozenset[str] = frozenset()
    current: str = ""

    @property
    def rank(self) -> int:
        """How many ranks the headings of a lesson stand lower than on a page of its own."""
        return 1 if self.current else 0

    def own(self, place: str) -> str:
        """Return a name of the current lesson as it is on the page, told from other lessons'."""
        return f"{self.current}--{place}" if self.current else place

    def target(self, url: str, folder: str = "") -> str:
        """Return where a link leads: to the page of the lesson it names, or to its chapter.

        That lesson is looked for in ``folder``; where it has no page, "" is returned.

        >>> Chapters().target("05_three.ipynb#术语"), Chapters().target("#术语")
        ('05_three.html#术语', '#术语')
        >>> Chapters(frozenset({"05_three"}), "04_two").target("05_three.ipynb#术语")
        '#05_three--术语'
        """
        if url.startswith("#"):
            return f"#{self.own(url[1:])}"
        lesson = _LESSON.fullmatch(url)
        if lesson is None:
            return url
        name, place = lesson["name"], lesson["place"] or ""
        if name in self.names:
            return f"#{name}--{place[1:]}" if place else f"#{name}"
        return f"{name}.html{place}" if read_lesson(Path(folder, f"{name}.ipynb")).has_page else ""


@dataclass(frozen=True, slots=True)
class Body:
    """What stands between the head and the foot of a lesson's page.

    Attributes:
        html: the content; "" where there is nothing for these readers.
        nav: links to other lessons.
        sections: the headings of the second rank, as links.
        questions: the ids of the questions asked.
        notices: what was found to be at fault and told to the reader, one sentence each.
    """

    html: Markup
    nav: tuple[Link, ...] = ()
    sections: tuple[Link, ...] = ()
    questions: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


def lesson_body(lesson: ExecutedLesson, page: Page, chapters: Chapters = Chapters()) -> Body:
    """Return a lesson's text and what its cells show as HTML, without prompts.

    Raises:
        KitError: a picture that the text shows is missing, or a cell's data are not whole; the
            sentence names the cell.
    """
    writer = _Writer(lesson, page, chapters)
    html = Markup("").join(map(writer.cell, lesson.notebook["cells"]))
    return writer.body(html)


def questions_body(lesson: ExecutedLesson, page: Page, chapters: Chapters = Chapters()) -> Body:
    """Return the self-tests of a lesson alone, under its title; "" where it has none.

    Raises:
        KitError: as `lesson_body`.
    """
    writer = _Writer(lesson, page, chapters)
    cells = (each for each in lesson.notebook["cells"] if each["cell_type"] == "code")
    tests = [test for cell in cells for test in writer.tests(cell)]
    heading = Markup("<h{0}>{1}</h{0}>\n").format(1 + chapters.rank, lesson.title)
    return writer.body(heading + Markup("\n").join(tests) if tests else Markup())


class _Writer:
    """Turns the cells of one lesson into HTML, and keeps what is to be known of the page."""

    def __init__(self, lesson: ExecutedLesson, page: Page, chapters: Chapters) -> None:
        self._lesson = lesson
        self._page = page
        self._chapters = chapters
        self._markdown = LessonMarkdown(lesson.folder, chapters)
        self._nav: tuple[Link, ...] = ()
        self._questions: list[str] = []
        self._notices: list[str] = []

    def body(self, html: Markup) -> Body:
        return Body(
            html,
            self._nav,
            tuple(self._markdown.sections),
            tuple(self._questions),
            tuple(self._notices),
        )

    def cell(self, cell: Mapping[str, Any]) -> Markup:
        """Return one cell as HTML."""
        match cell["cell_type"]:
            case "markdown":
                html = self._text(cell)
            case "code":
                html = Markup("").join(map(Markup("{}\n").format, self._shown(cell)))
            case _:
                html = Markup()
        if html and TEACHER in tags(cell):
            note = '<div class="kit-leader" role="note" aria-label="带学提示">\n{}</div>\n'
            html = Markup(note).format(html)
        return html

    def tests(self, cell: Mapping[str, Any]) -> Iterator[Markup]:
        """Yield the self-tests that a cell shows."""
        for output in cell["outputs"]:
            if record := self._record(cell, output):
                for each in self._noted(record):
                    if isinstance(each, SelfTestData):
                        yield self._page.html(each)

    def _text(self, cell: Mapping[str, Any]) -> Markup:
        text = source(cell)
        if cell is self._lesson.notebook["cells"][0]:
            text, self._nav = split_navigation(text, self._lesson.folder)
        try:
            return Markup(self._markdown(text, cell.get("attachments")))  # escaped by the renderer
        except KitError as error:
            raise KitError(f"{_named(cell)}{error.what}", remedy=error.remedy) from error

    def _shown(self, cell: Mapping[str, Any]) -> Iterator[Markup]:
        code = source(cell).strip()
        if self._lesson.with_code and code:
            yield Markup('<pre class="kit-code">{}</pre>').format(Markup(escape(code, quote=False)))
        for output in cell["outputs"]:
            if record := self._record(cell, output):
                self._noted(record)
                html = self._page.html(record)
            else:
                html = foreign_html(output, alt=caption(cell))
            if html:
                yield html

    def _record(self, cell: Mapping[str, Any], output: Mapping[str, Any]) -> Record | None:
        """Return what one of the kit's names has given, None for any other output."""
        data = output.get("data", {}).get(DATA_MIME)
        if data is None:
            return None
        try:
            return read_record(data)
        except ValueError as error:
            raise KitError(
                f"{_named(cell)}输出的数据不完整。", remedy="请用同一版本的学习包重新运行本课。"
            ) from error

    def _noted(self, record: Record) -> tuple[Record, ...]:
        """Take note of what a record asks and tells; return what it consists of."""
        records = flattened(record)
        for each in records:
            if isinstance(each, SelfTestData):
                self._questions += [data.question.id for data in each.questions]
            elif isinstance(each, Notice):
                self._notices.append(each.sentence)
        return records


def foreign_html(output: Mapping[str, Any], *, alt: str = "") -> Markup:
    """Return the HTML of an output that is not the kit's, "" where a reader needs none."""
    match output["output_type"]:
        case "execute_result" | "display_data":
            return data_html(output["data"], output.get("metadata", {}), alt=alt)
        case "stream" if output["name"] == "stdout":
            return _plain(_joined(output["text"]))
        case "error":  # only in a cell that is meant to show one
            return _plain(f"{output['ename']}: {output['evalue']}")
        case _:  # stderr is for whoever runs the lesson, not for whoever reads it
            return Markup()


def data_html(data: Mapping[str, Any], metadata: Mapping[str, Any], *, alt: str = "") -> Markup:
    """Return the HTML of an output's data, from the best of its forms that a page can show.

    Args:
        data: its forms by MIME type.
        metadata: what is said about a form, by MIME type; an ``alt`` is a picture's.
        alt: what a picture shows where the metadata do not say.
    """
    if "text/html" in data:
        return Markup(_joined(data["text/html"]))  # as trusted as the lesson, which was run
    for mime in ("image/svg+xml", "image/png"):
        if mime in data:
            about = metadata.get(mime)
            words = about.get("alt", alt) if isinstance(about, Mapping) else alt
            return Markup('<img src="{}" alt="{}">').format(
                _data_url(mime, _joined(data[mime])), words
            )
    if WIDGET_MIME in data:
        return Markup("<p>{}</p>").format(_WIDGET_ONLY)
    return _plain(_joined(data.get("text/plain", "")))


def split_navigation(text: str, folder: str = "") -> tuple[str, tuple[Link, ...]]:
    """Return the Markdown of a lesson's first cell without its line of links, and the links.

    Such a line holds links to lessons and nothing else but ``·`` between them: a page has them in
    its frame. Lessons in ``folder`` that have no page are left out.

    >>> split_navigation("# 01\\n[目录](00_index.ipynb) · [下一课：02](02_b.ipynb)\\n约 40 分钟")[0]
    '# 01\\n约 40 分钟'
    """
    line = _LINE_OF_LINKS.search(text)
    if line is None:
        return text, ()
    links = tuple(
        Link(words, target, _RELATIONS.get(re.split("[：:]", words)[0].strip(), ""))
        for words, url in re.findall(_LINK, line[0])
        if (target := Chapters().target(url, folder))
    )
    return text[: line.start()] + text[line.end() :], links


class LessonMarkdown:
    """Turns the Markdown cells of one lesson into HTML; one object, so that ids are unique.

    Args:
        folder: where the lesson lies; its pictures are looked for there and carried in the page.
        chapters: the lessons that share its page.
    """

    def __init__(self, folder: str = "", chapters: Chapters = Chapters()) -> None:
        self._renderer = _Renderer(folder, chapters)
        self._markdown = MarkdownWithMath(renderer=self._renderer)

    @property
    def sections(self) -> list[Link]:
        """The headings of the second rank so far, as links."""
        return self._renderer.sections

    def __call__(self, text: str, attachments: Mapping[str, Any] | None = None) -> str:
        """Return the HTML of one cell.

        Raises:
            KitError: a picture is neither in the lesson nor in its folder.
        """
        self._renderer.attachments = dict(attachments or {})
        return self._markdown.render(text)


class _Renderer(IPythonRenderer):
    """Raw HTML as text, ids on headings, links to pages, pictures inside the page."""

    def __init__(self, folder: str, chapters: Chapters) -> None:
        super().__init__(
            escape=True,
            allow_harmful_protocols=False,
            embed_images=True,
            exclude_anchor_links=True,
            path=folder,
        )
        self.sections: list[Link] = []
        self._chapters = chapters
        self._ids: set[str] = set()
        self._words = ""  # of the heading or picture that is being rendered, without markup

    def render_token(self, token: dict[str, Any], state: Any) -> str:
        """Render one token; what a heading or a picture says in plain words is kept for it."""
        html = super().render_token
        if token["type"] not in {"heading", "image"}:
            return html(token, state)
        self._words = _words(token)
        return html(token, state)

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        """Return a heading whose id is its text with hyphens for spaces, as in JupyterLab."""
        wanted = "-".join(self._words.split()) or "section"
        unique, count = wanted, 1
        while unique in self._ids:
            count += 1
            unique = f"{wanted}-{count}"
        self._ids.add(unique)
        name = self._chapters.own(unique)
        if level == 2:
            self.sections.append(Link(self._words, f"#{name}"))
        rank = min(6, level + self._chapters.rank)
        return f'<h{rank} id="{escape(name)}">{text}</h{rank}>\n'

    def link(self, text: str, url: str, title: str | None = None) -> str:
        """Return a link; one to a lesson leads to its page, or is its text if there is none."""
        target = self._chapters.target(url, self.path)
        return str(super().link(text, target, title)) if target else text

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """Return a picture that the page carries along."""
        data = self._embed_image_or_attachment(url)
        if not data.startswith("data:image/"):
            raise KitError(
                f"找不到图片“{url}”。",
                remedy="请把图片放进课文所在的文件夹；讲义不引用网上的图片。",
            )
        note = f' title="{escape(title)}"' if title else ""
        return f'<img src="{data}" alt="{escape(self._words)}"{note}>'

    def table(self, text: str) -> str:
        """Return a table that scrolls by itself where the screen is narrow."""
        frame = '<div class="kit-scroll" role="group" aria-label="表格" tabindex="0">'
        return f'{frame}\n<table class="kit-table">\n{text}</table>\n</div>\n'

    def block_code(self, code: str, info: str | None = None) -> str:
        """Return code in plain type: the page has no colours for it."""
        return f"<pre><code>{escape(code, quote=False)}</code></pre>\n"

    def block_html(self, html: str) -> str:
        """Return markup as the text it is; a comment is nothing."""
        text = self.inline_html(html.strip())
        return f"<p>{text}</p>\n" if text else ""

    def inline_html(self, html: str) -> str:
        """Return markup as the text it is; a comment is nothing."""
        return "" if html.startswith("<!--") else escape(html, quote=False)


def caption(cell: Mapping[str, Any]) -> str:
    """Return what a code cell says it shows: the comment on its first line, or "".

    >>> caption({"source": "# 图：各部分的任务\\nkit.chart.by_part(speech)"})
    '图：各部分的任务'
    """
    first = source(cell).lstrip().partition("\n")[0]
    return first.lstrip("#").strip() if first.startswith("#") else ""


def source(cell: Mapping[str, Any]) -> str:
    """Return the text of a cell, stored as one string or as lines."""
    return _joined(cell["source"])


def tags(cell: Mapping[str, Any]) -> frozenset[str]:
    """Return the tags of a cell."""
    return frozenset(cell.get("metadata", {}).get("tags", ()))


def _named(cell: Mapping[str, Any]) -> str:
    return f"单元“{cell.get('id', '')}”："


def _words(token: Mapping[str, Any]) -> str:
    """Return the text of a Markdown token and of all inside it."""
    if "children" in token:
        return "".join(map(_words, token["children"]))
    return " " if token["type"] == "softbreak" else str(token.get("raw", ""))


def _data_url(mime: str, content: str) -> str:
    """Return a picture as a URL: as such, a drawing's ids and styles stay its own."""
    if mime == "image/png":
        return f"data:{mime};base64,{''.join(content.split())}"
    return f"data:{mime};base64,{b64encode(content.encode('utf-8')).decode('ascii')}"


def _plain(text: str) -> Markup:
    plain = escape(text.rstrip(), quote=False)
    return Markup(f"<pre>{plain}</pre>") if text.strip() else Markup()


def _joined(text: str | list[str]) -> str:
    return text if isinstance(text, str) else "".join(text)
