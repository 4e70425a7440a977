"""The speech stands on a page once: evidence leads to the paragraph instead of repeating it."""

from __future__ import annotations

import re

_LINE = re.compile(r'(<p class="kit-[\w-]+") data-at="(\d+)"')
_PLACE = re.compile(r'<span data-at="(\d+)">([^<]*)</span>')
_CONTEXT = re.compile(
    r'<details class="kit-context" data-line="(\d+)"><summary>[^<]*</summary>\s*'
    r"<p>(.*?)</p>\s*</details>\n?",
    re.DOTALL,
)
_PARAGRAPH = '<p id="at-{}">{}</p>'
_APPENDIX = """\
<section class="kit-cited" aria-labelledby="cited">
<h2 id="cited">附：依据所在的原文</h2>
{}
</section>
"""


class Sources:
    """Collects, for one page, the paragraphs that its evidence quotes from.

    `kit.page` marks the paragraphs of passages, and has each paragraph that evidence quotes from
    beside it, folded up. On a page a paragraph is shown once: in the first passage that holds it,
    else in an appendix.
    """

    def __init__(self) -> None:
        self._shown: set[str] = set()
        self._cited: dict[str, str] = {}

    def linked(self, html: str) -> str:
        """Return HTML whose evidence leads to paragraphs, and whose paragraphs can be led to."""
        html = _LINE.sub(self._line, str(html))
        html = _CONTEXT.sub(self._context, html)
        return _PLACE.sub(r'<a href="#at-\1">\2</a>', html)

    def appendix(self) -> str:
        """Return the paragraphs that were cited and not shown, in text order, or ""."""
        left = sorted(self._cited.keys() - self._shown, key=int)
        if not left:
            return ""
        paragraphs = (_PARAGRAPH.format(start, self._cited[start]) for start in left)
        return _APPENDIX.format("\n".join(paragraphs))

    def _line(self, line: re.Match[str]) -> str:
        start = line[2]
        if start in self._shown:
            return line[1]
        self._shown.add(start)
        return f'{line[1]} id="at-{start}"'

    def _context(self, context: re.Match[str]) -> str:
        self._cited[context[1]] = re.sub(r"</?mark>", "", context[2])
        return ""
