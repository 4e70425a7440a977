"""What a reader of HTML sees."""

from __future__ import annotations

from html.parser import HTMLParser

from markupsafe import Markup

from kit.page import Record
from kit.page.whole_page import Edition, Page


class _Reader(HTMLParser):
    def __init__(self, tag: str) -> None:
        super().__init__()
        self.tag = tag
        self.depth = 0
        self.text = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.depth += tag == self.tag

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == self.tag

    def handle_data(self, data: str) -> None:
        self.text += data if self.depth else ""


def text_in(html: str, tag: str) -> str:
    """Return the text content of all elements of one name."""
    reader = _Reader(tag)
    reader.feed(str(html))
    reader.close()
    return reader.text


def page_of(
    *records: Record, title: str = "样课", edition: Edition = "learner", lesson: str = ""
) -> str:
    """Return a page that shows some records below its title and a heading; see `Page.document`."""
    page = Page(edition)
    shown = Markup("\n").join(page.html(each) for each in records)
    body = Markup("<h1>{}</h1>\n<h2>自测</h2>\n{}\n").format(title, shown) + page.appendix()
    return page.document(title=title, body=body, lesson=lesson)
