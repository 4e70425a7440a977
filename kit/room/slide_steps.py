"""The steps of a slide: what of its HTML is shown so far, and nothing that comes later.

A slide hides what waits for the next key in elements of the class ``kit-fragment``. Here they are
left out, so that a page cannot show too early what it has never been sent.
"""

from __future__ import annotations

from html.parser import HTMLParser

_FRAGMENT = "kit-fragment"


class _Fragments(HTMLParser):
    """Finds where the outermost fragments begin and end."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.spans: list[tuple[int, int]] = []
        self._lines = [0]
        for line in html.split("\n"):  # what a parser calls a line
            self._lines.append(self._lines[-1] + len(line) + 1)
        self._tag, self._depth, self._start = "", 0, 0
        self.feed(html)
        self.close()

    def _at(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._depth:
            self._depth += tag == self._tag
        elif _FRAGMENT in (dict(attrs).get("class") or "").split():
            self._tag, self._depth, self._start = tag, 1, self._at()

    def handle_endtag(self, tag: str) -> None:
        if self._depth and tag == self._tag:
            self._depth -= 1
            if not self._depth:
                self.spans.append((self._start, self._at() + len(f"</{tag}>")))


def step_count(html: str) -> int:
    """Return how many steps a slide has beside its first sight.

    >>> step_count('<p>一</p><div class="kit-fragment"><div>二</div></div>')
    1
    """
    return len(_Fragments(html).spans)


def shown_until(html: str, step: int) -> str:
    """Return a slide's HTML without what comes after so many steps.

    >>> shown_until('<p>一</p><p class="kit-fragment">二</p><b>三</b>', 0)
    '<p>一</p><b>三</b>'
    """
    for start, end in reversed(_Fragments(html).spans[step:]):
        html = html[:start] + html[end:]
    return html
