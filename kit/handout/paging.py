"""A lesson's body → its page, and many bodies → the one page of the bound edition."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kit.handout.body import Body
from kit.handout.editions import Edition
from kit.handout.sources import Sources
from kit.page import Link, light_html, page_shell, printed_page

_HEADING = re.compile(r"(</?h)([1-5])(?=[ >])")
_ID = re.compile(r'(<h[1-6] id=")([^"]*)"')
_HERE = re.compile(r'href="#(?!at-)([^"]*)"')
_THERE = re.compile(r'href="([^"/:#]+)\.html(?:#([^"]*))?"')
_CHAPTER = """\
<section class="kit-chapter" id="{name}" style="page:kit-{number}">
{body}
</section>
"""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One lesson as it goes into the bound edition."""

    name: str
    title: str
    body: Body


def lesson_page(title: str, body: Body, edition: Edition) -> str:
    """Return the page of one lesson."""
    sources = Sources()
    html = sources.linked(body.html) + sources.appendix()
    nav = (Link("目录", "index.html", "contents"),) if edition.questions_only else body.nav
    return page_shell(
        title=title,
        body=light_html(html),
        nav=nav,
        contents=() if edition.questions_only else body.sections,
        label=edition.label,
        style=printed_page(_joined(title, edition.label)),
    )


def bound_page(
    title: str, about: str, chapters: Sequence[Chapter], edition: Edition, *, foot: str = ""
) -> str:
    """Return all lessons on one page: title, contents, a chapter a lesson.

    A paragraph of the speech stands in it once, links between lessons lead to chapters, and each
    chapter's printed pages have its title as their running head.
    """
    sources = Sources()
    names = {each.name for each in chapters}
    head = Markup("<h1>{}</h1>\n<p>{}</p>\n").format(title, about)
    pieces: list[str] = [str(head), str(_contents(chapters))]
    styles = [printed_page(_joined(title, edition.label))]
    for number, chapter in enumerate(chapters, 1):
        html = sources.linked(_into_book(chapter, names))
        pieces.append(_CHAPTER.format(name=chapter.name, number=number, body=html))
        styles.append(printed_page(_joined(title, chapter.title), name=f"kit-{number}"))
    pieces.append(sources.appendix())
    # The foot goes on below the last chapter: another page name would begin a sheet for it.
    styles.append(f".kit-foot{{page:kit-{len(chapters)}}}")
    return page_shell(
        title=_joined(title, edition.label),
        body=light_html("".join(pieces)),
        contents=[Link(each.title, f"#{each.name}") for each in chapters],
        label=edition.label,
        foot=foot,
        style="".join(styles),
    )


def _contents(chapters: Sequence[Chapter]) -> Markup:
    """Return the list of chapters as it stands in the text, printed too."""
    line = Markup('<li><a href="#{}">{}</a></li>\n')
    lines = Markup("").join(line.format(each.name, each.title) for each in chapters)
    return Markup('<h2 id="contents">目录</h2>\n<ul class="kit-list">\n{}</ul>\n').format(lines)


def _into_book(chapter: Chapter, names: set[str]) -> str:
    """Return a lesson's HTML with headings a rank lower and its own names told from others'."""

    def there(link: re.Match[str]) -> str:
        name, place = link.groups()
        if name not in names:
            return link[0]
        return f'href="#{name}--{place}"' if place else f'href="#{name}"'

    html = _ID.sub(rf'\g<1>{chapter.name}--\g<2>"', str(chapter.body.html))
    html = _HERE.sub(rf'href="#{chapter.name}--\g<1>"', html)
    html = _THERE.sub(there, html)
    return _HEADING.sub(lambda each: f"{each[1]}{int(each[2]) + 1}", html)


def _joined(title: str, label: str) -> str:
    return f"{title}　{label}" if label else title
