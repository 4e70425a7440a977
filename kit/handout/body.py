"""A lesson that has been run, as the HTML between a page's head and its foot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Any

from markupsafe import Markup

from kit.errors import KitError
from kit.handout.cells import caption, source, tags
from kit.handout.editions import TEACHER
from kit.handout.markdown import LessonMarkdown
from kit.handout.navigation import split_navigation
from kit.page import PAGE_MIME, Link

WIDGET_MIME = "application/vnd.jupyter.widget-view+json"

_WIDGET_ONLY = "这里是一件互动部件，只能在 JupyterLab 中使用。"
_NOTICE = re.compile(r'<div class="kit-notice" role="alert"><p>(.*?)</p></div>', re.DOTALL)
_SECTION = re.compile(r'<h2 id="([^"]*)">(.*?)</h2>')
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Body:
    """What stands between the head and the foot of a lesson's page.

    Attributes:
        html: the content; its evidence and passages are as `kit.page` gives them.
        nav: links to other lessons.
        notices: what was found to be at fault and told to the reader, one sentence each.
    """

    html: Markup
    nav: tuple[Link, ...] = ()
    notices: tuple[str, ...] = field(default=())

    @property
    def sections(self) -> tuple[Link, ...]:
        """The headings of the second rank, as links."""
        return tuple(
            Link(unescape(_TAG.sub("", text)), f"#{unescape(name)}")
            for name, text in _SECTION.findall(str(self.html))
        )


def lesson_body(nb: Mapping[str, Any], *, folder: str = "", with_code: bool = False) -> Body:
    """Return a lesson's text and what its cells show as HTML, without prompts.

    Args:
        nb: the lesson, with outputs.
        folder: where it lies; its pictures are looked for there.
        with_code: whether to show the code of its cells, above what they show.

    Raises:
        KitError: a picture that the text shows is missing; the sentence names the cell.
    """
    to_html = LessonMarkdown(folder)
    pieces: list[str] = []
    nav: tuple[Link, ...] = ()
    for place, cell in enumerate(nb["cells"]):
        shown = ""
        if cell["cell_type"] == "markdown":
            text = cell["source"]
            if place == 0:
                text, nav = split_navigation(text, folder)
            try:
                shown = to_html(text, cell.get("attachments"))
            except KitError as error:
                what = f"单元“{cell.get('id', '')}”：{error.what}"
                raise KitError(what, remedy=error.remedy) from error
        elif cell["cell_type"] == "code":
            code = source(cell).strip() if with_code else ""
            shown = f'<pre class="kit-code">{escape(code, quote=False)}</pre>\n' if code else ""
            shown += "".join(f"{each}\n" for each in outputs(cell))
        if shown and TEACHER in tags(cell):
            shown = f'<div class="kit-leader" role="note" aria-label="带学提示">\n{shown}</div>\n'
        pieces.append(shown)
    html = Markup("".join(pieces))  # escaped by the renderer, made by the kit
    return Body(html, nav, _notices(html))


def questions_body(nb: Mapping[str, Any], title: str) -> Body:
    """Return the self-tests of a lesson alone, under its title; "" where it has none."""
    shown = [each for cell in nb["cells"] if cell["cell_type"] == "code" for each in outputs(cell)]
    notices = _notices("".join(shown))
    tests = [_NOTICE.sub("", each) for each in shown if 'class="kit-test' in each]
    heading = Markup("<h1>{}</h1>\n").format(title)
    html = heading + Markup("\n".join(tests)) if tests else Markup()  # made by the kit
    return Body(html, notices=notices)


def outputs(cell: Mapping[str, Any]) -> Iterator[str]:
    """Yield the HTML of what a cell shows, one output after the other."""
    for output in cell["outputs"]:
        match output["output_type"]:
            case "execute_result" | "display_data":
                shown = output_html(output["data"], output.get("metadata", {}), alt=caption(cell))
            case "stream" if output["name"] == "stdout":
                shown = _plain(output["text"])
            case "error":  # only in a cell that is meant to show one
                shown = _plain(f"{output['ename']}: {output['evalue']}")
            case _:  # stderr is for whoever runs the lesson, not for whoever reads it
                shown = ""
        if shown.strip():
            yield shown


def output_html(data: Mapping[str, Any], metadata: Mapping[str, Any], *, alt: str = "") -> str:
    """Return the HTML of one output, from the best of its forms that a page can show.

    Args:
        data: its forms by MIME type.
        metadata: what is said about a form, by MIME type; an ``alt`` is a picture's.
        alt: what a picture shows where the metadata do not say.
    """
    for mime in (PAGE_MIME, "text/html"):
        if mime in data:
            return _text(data[mime])
    for mime in ("image/svg+xml", "image/png"):
        if mime in data:
            about = metadata.get(mime)
            words = about.get("alt", alt) if isinstance(about, Mapping) else alt
            return f'<img src="{_data_url(mime, _text(data[mime]))}" alt="{escape(words)}">'
    if WIDGET_MIME in data:
        return f"<p>{_WIDGET_ONLY}</p>"
    return _plain(_text(data.get("text/plain", "")))


def _notices(html: str) -> tuple[str, ...]:
    return tuple(unescape(_TAG.sub("", each)) for each in _NOTICE.findall(html))


def _data_url(mime: str, content: str) -> str:
    """Return a picture as a URL: as such, a drawing's ids and styles stay its own."""
    from base64 import b64encode

    if mime == "image/png":
        return f"data:{mime};base64,{''.join(content.split())}"
    return f"data:{mime};base64,{b64encode(content.encode('utf-8')).decode('ascii')}"


def _plain(text: str) -> str:
    return f"<pre>{escape(text.rstrip(), quote=False)}</pre>" if text.strip() else ""


def _text(value: str | list[str]) -> str:
    return value if isinstance(value, str) else "".join(value)
