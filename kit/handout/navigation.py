"""The line of links below a lesson's title, lifted out: a page has its navigation in the frame."""

from __future__ import annotations

import re

from kit.handout.markdown import handout_link
from kit.page import Link

_LINK = r"\[([^\[\]]+)\]\(([^()\s]+\.ipynb(?:#[^()\s]*)?)\)"
_LINE = re.compile(rf"^[ \t]*{_LINK}(?:[ \t]*[·|][ \t]*{_LINK})*[ \t]*$\n?", re.MULTILINE)
_RELATIONS = {"上一课": "prev", "下一课": "next", "目录": "contents"}


def split_navigation(source: str, folder: str = "") -> tuple[str, tuple[Link, ...]]:
    """Return the Markdown of a lesson's first cell without its line of links, and the links.

    Such a line holds links to lessons and nothing else but ``·`` between them. Lessons in
    ``folder`` that have no page are left out.

    >>> split_navigation("# 01\\n[目录](00_index.ipynb) · [下一课：02](02_b.ipynb)\\n约 40 分钟")[0]
    '# 01\\n约 40 分钟'
    """
    line = _LINE.search(source)
    if line is None:
        return source, ()
    links = tuple(
        Link(text, target, _RELATIONS.get(re.split("[：:]", text)[0].strip(), ""))
        for text, url in re.findall(_LINK, line[0])
        if (target := handout_link(url, folder))
    )
    return source[: line.start()] + source[line.end() :], links
