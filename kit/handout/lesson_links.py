"""Links between lessons, as a page has them: alone, or among the chapters of one page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from kit.course import read_lesson, unescaped
from kit.page.whole_page import Link

_LESSON = re.compile(r"(?:\./)?(?P<name>[^/:?#]+)\.ipynb(?P<place>#.*)?")
_LINK = r"\[((?:\\.|[^\[\]\\])+)\]\(([^()\s]+\.ipynb(?:#[^()\s]*)?)\)"
_LINE_OF_LINKS = re.compile(rf"^[ \t]*{_LINK}(?:[ \t]*[·|][ \t]*{_LINK})*[ \t]*$\n?", re.MULTILINE)
_RELATIONS = {"上一课": "prev", "下一课": "next", "目录": "contents"}


@dataclass(frozen=True, slots=True)
class Chapters:
    """The lessons that share one page, by name, and which of them is being written; or none.

    ``lessons`` and ``sessions`` tell which of the others have pages for the same readers.
    """

    names: frozenset[str] = frozenset()
    current: str = ""
    lessons: bool = True
    sessions: bool = False

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
        name, place = unquote(lesson["name"]), lesson["place"] or ""
        page = address(name)
        if name in self.names:
            return f"#{page}--{place[1:]}" if place else f"#{page}"
        facts = read_lesson(Path(folder, f"{name}.ipynb"))
        is_there = (self.lessons and facts.has_page) or (self.sessions and facts.has_slides)
        return f"{page}.html{place}" if is_there else ""


def address(name: str) -> str:
    """Return a name as a link has it: letters as they are, what means something there encoded.

    >>> address("02_乙 a#b%20")
    '02_乙%20a%23b%2520'
    """
    return "".join(
        sign if sign.isalnum() else quote(sign, errors="surrogateescape") for sign in name
    )


ALONE = Chapters()
"""What a lesson's own page is written with."""


def split_navigation(
    text: str, folder: str = "", chapters: Chapters = ALONE
) -> tuple[str, tuple[Link, ...]]:
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
        Link(unescaped(words), target, _RELATIONS.get(re.split("[：:]", words)[0].strip(), ""))
        for words, url in re.findall(_LINK, line[0])
        if (target := chapters.target(url, folder))
    )
    return text[: line.start()] + text[line.end() :], links
