"""A lesson that has been run → the HTML between the head and the foot of its page.

Its text is Markdown, rendered by nbconvert's own filter; what its cells show are records, rendered
by `kit.page`. Whatever is to be known of a page (its sections, questions and faults) is gathered
from these while they are rendered.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from markupsafe import Markup

from kit.errors import KitError
from kit.handout.lesson_links import ALONE, Chapters, split_navigation
from kit.handout.markdown import LessonMarkdown
from kit.handout.pages import TEACHER
from kit.page import DATA_MIME, Notice, Record, SelfTestData, flattened, read_record
from kit.page.whole_page import Link, Page

WIDGET_MIME = "application/vnd.jupyter.widget-view+json"

_PICTURES = ("image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp")

_WIDGET_ONLY = "这里是一件互动部件，只能在 JupyterLab 中使用。"


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


def lesson_body(lesson: ExecutedLesson, page: Page, chapters: Chapters = ALONE) -> Body:
    """Return a lesson's text and what its cells show as HTML, without prompts.

    Raises:
        KitError: a picture that the text shows is missing, or a cell's data are not whole; the
            sentence names the cell.
    """
    writer = CellWriter(lesson, page, chapters)
    html = Markup("").join(map(writer.cell, lesson.notebook["cells"]))
    return writer.body(html)


def questions_body(lesson: ExecutedLesson, page: Page, chapters: Chapters = ALONE) -> Body:
    """Return the self-tests of a lesson alone, under its title; "" where it has none.

    Raises:
        KitError: as `lesson_body`.
    """
    writer = CellWriter(lesson, page, chapters)
    cells = (cell for cell in lesson.notebook["cells"] if cell["cell_type"] == "code")
    tests = [test for cell in cells for test in writer.tests(cell)]
    heading = Markup("<h{0}>{1}</h{0}>\n").format(1 + chapters.rank, lesson.title)
    return writer.body(heading + Markup("\n").join(tests) if tests else Markup())


class CellWriter:
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
        """Return the page that the cells have become, with what was taken note of."""
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
                html = self.text(cell)
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
        for part in self.outputs(cell):
            if isinstance(part, SelfTestData):
                yield self._page.html(part)

    def outputs(self, cell: Mapping[str, Any]) -> Iterator[Record | Markup]:
        """Yield what a cell shows: records, groups opened, and HTML of what is not the kit's.

        What a record asks and tells is taken note of.
        """
        for output in cell["outputs"]:
            if record := _record(cell, output):
                for part in flattened(record):
                    self._note(part)
                    yield part
            elif html := foreign_html(output, alt=caption(cell), text=self._markdown):
                yield html

    def text(self, cell: Mapping[str, Any]) -> Markup:
        """Return the text of a Markdown cell; links of the first one to other lessons are kept."""
        return self.text_as(cell, source(cell))

    def text_as(self, cell: Mapping[str, Any], text: str) -> Markup:
        """Return a text as if a cell had it."""
        if cell is self._lesson.notebook["cells"][0]:
            text, self._nav = split_navigation(text, self._lesson.folder, self._chapters)
        try:
            return Markup(self._markdown(text, cell.get("attachments")))  # escaped by the renderer
        except KitError as error:
            raise KitError(f"{_named(cell)}{error.what}", remedy=error.remedy) from error

    def _shown(self, cell: Mapping[str, Any]) -> Iterator[Markup]:
        code = source(cell).strip()
        if self._lesson.with_code and code:
            yield Markup('<pre class="kit-code">{}</pre>').format(Markup(escape(code, quote=False)))
        for part in self.outputs(cell):
            html = part if isinstance(part, Markup) else self._page.html(part)
            if html:
                yield html

    def _note(self, part: Record) -> None:
        if isinstance(part, SelfTestData):
            self._questions += [data.question.id for data in part.questions]
        elif isinstance(part, Notice):
            self._notices.append(part.sentence)


def _record(cell: Mapping[str, Any], output: Mapping[str, Any]) -> Record | None:
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


def foreign_html(output: Mapping[str, Any], *, alt: str, text: Callable[[str], str]) -> Markup:
    """Return the HTML of an output that is not the kit's, "" where a reader needs none.

    Args:
        output: a cell's output, as the notebook has it.
        alt: what a picture shows where nobody says so.
        text: turns Markdown and formulas into HTML.
    """
    match output["output_type"]:
        case "execute_result" | "display_data":
            return _best_form(output["data"], output.get("metadata", {}), alt, text)
        case "stream" if output["name"] == "stdout":
            return _plain(_joined(output["text"]))
        case "error":  # only in a cell that is meant to show one
            return _plain(f"{output['ename']}: {output['evalue']}")
        case _:  # stderr is for whoever runs the lesson, not for whoever reads it
            return Markup()


def _best_form(
    data: Mapping[str, Any], metadata: Mapping[str, Any], alt: str, text: Callable[[str], str]
) -> Markup:
    """Return the best of an output's forms that a page can show; ``metadata`` are by MIME type."""
    if "text/html" in data:
        return Markup(_joined(data["text/html"]))  # as trusted as the lesson, which was run
    if "text/markdown" in data:
        return Markup(text(_joined(data["text/markdown"])))  # made harmless by the renderer
    for mime in _PICTURES:
        if mime in data:
            about = metadata.get(mime)
            words = about.get("alt", alt) if isinstance(about, Mapping) else alt
            url = _data_url(mime, _joined(data[mime]))
            return Markup('<img src="{}" alt="{}">').format(url, words)
    if "text/latex" in data:
        return Markup(text(_joined(data["text/latex"])))
    if WIDGET_MIME in data:
        return Markup("<p>{}</p>").format(_WIDGET_ONLY)
    return _plain(_joined(data.get("text/plain", "")))


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


def _data_url(mime: str, content: str) -> str:
    """Return a picture as a URL: as such, a drawing's ids and styles stay its own."""
    if mime != "image/svg+xml":
        return f"data:{mime};base64,{''.join(content.split())}"
    return f"data:{mime};base64,{b64encode(content.encode('utf-8')).decode('ascii')}"


def _plain(text: str) -> Markup:
    plain = escape(text.rstrip(), quote=False)
    return Markup(f"<pre>{plain}</pre>") if text.strip() else Markup()


def _joined(text: str | list[str]) -> str:
    return text if isinstance(text, str) else "".join(text)
