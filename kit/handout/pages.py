"""Who a handout is for, and the pages made for them: a lesson's, all lessons bound, the index."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from kit.course import Course, LessonFacts, has_slides
from kit.errors import KitError
from kit.handout.lesson_links import Chapters, address
from kit.page import NoteData, OutputGroup, Prose, Table, printed_page
from kit.page.whole_page import Edition, Link, Page
from kit.speech import Source

if TYPE_CHECKING:
    from kit.handout.body import Body, ExecutedLesson

KEY = "答案与解析"
"""What the end of a learner's printed edition is called."""

LIVE = "live"
"""Tag of cells that only make sense in JupyterLab: the start button, back to top."""

TEACHER = "teacher"
"""Tag of cells meant for whoever leads the group."""


@dataclass(frozen=True, slots=True)
class HandoutEdition:
    """One way of printing a lesson; a further audience is a further row of `EDITIONS`.

    Attributes:
        audience: the name a command line says.
        label: what its pages call themselves, "" where there is no need to.
        drops: tags of cells that it leaves out, before the lesson is run.
        questions_only: of what is left, it takes the self-tests alone.
        lessons: whether lessons have a page in it.
        sessions: whether sessions have one: slides, or else the leader's pack.
        slides: whether its pages are shown on a wall.
    """

    audience: Edition
    label: str
    drops: frozenset[str]
    questions_only: bool = False
    lessons: bool = True
    sessions: bool = False
    slides: bool = False

    def has_page(self, lesson: LessonFacts) -> bool:
        """Tell whether a lesson, or a session, has a page in this edition."""
        return (self.lessons and lesson.has_page) or (self.sessions and lesson.has_slides)

    def titled(self, title: str) -> str:
        """Return a title with the edition's label."""
        return _joined(title, self.label)


EDITIONS: dict[str, HandoutEdition] = {
    row.audience: row
    for row in (
        HandoutEdition("learner", "", frozenset({LIVE, TEACHER})),
        HandoutEdition("paper", "试卷", frozenset({LIVE, TEACHER}), questions_only=True),
        HandoutEdition("teacher", "教师版", frozenset({LIVE}), sessions=True),
        HandoutEdition(
            "projector", "投屏版", frozenset({LIVE}), lessons=False, sessions=True, slides=True
        ),
    )
}


def edition(audience: str) -> HandoutEdition:
    """Return the edition made for an audience.

    Raises:
        KitError: there is none; the sentence lists those there are.
    """
    if audience not in EDITIONS:
        raise KitError(
            f"没有面向“{audience}”的讲义。",
            remedy=f"可选：{'、'.join(EDITIONS)}。",
        )
    return EDITIONS[audience]


def lesson_page(
    lesson: ExecutedLesson, edition: HandoutEdition, notes: Callable[[NoteData], str] | None = None
) -> tuple[str, Body]:
    """Return the page of one lesson, and what stands on it; ``notes`` as in `kit.page.Page`.

    Raises:
        KitError: as `kit.handout.body.lesson_body`.
    """
    from kit.handout.slides import session_page

    page = Page(edition.audience, notes=notes)
    chapters = Chapters(lessons=edition.lessons, sessions=edition.sessions)
    if edition.slides:
        return session_page(lesson, page, chapters)
    body = _body(lesson, page, edition, chapters)
    if edition.questions_only:
        nav: tuple[Link, ...] = (Link("目录", "index.html", "contents"),)
    else:
        nav = body.nav
    html = page.document(
        title=lesson.title,
        body=body.html + page.appendix(),
        jump=Link(f"跳到自测（{len(body.questions)} 题）", "#self-test") if page.has_test else None,
        nav=nav,
        contents=body.sections,
        label=edition.label,
        style=printed_page(edition.titled(lesson.title)),
        asks=body.questions,
        lesson=lesson.name,
    )
    return html, body


def bound_page(source: Source, lessons: Sequence[ExecutedLesson], edition: HandoutEdition) -> str:
    """Return all lessons on one page, under the title of their speech: contents, chapters.

    A paragraph of the speech stands in it once, links between lessons lead to chapters, and each
    chapter's printed pages have its title as their running head.

    Raises:
        KitError: as `kit.handout.body.lesson_body`.
    """
    names = frozenset(lesson.name for lesson in lessons)
    page = Page(edition.audience, names)
    contents = [Link(lesson.title, f"#{address(lesson.name)}") for lesson in lessons]
    html = Markup(
        '<h1>{}</h1>\n<p>{}</p>\n<h2 id="contents">目录</h2>\n<ul class="kit-list">\n{}</ul>\n'
    ).format(source.title, about(source), _printed_contents(contents, edition))
    styles = [printed_page(edition.titled(source.title))]
    questions: list[str] = []
    for number, lesson in enumerate(lessons, 1):
        chapters = Chapters(names, lesson.name, edition.lessons, edition.sessions)
        maps = page.maps
        body = _body(lesson, page, edition, chapters)
        questions += body.questions
        kind = "kit-chapter kit-mapped" if page.maps > maps else "kit-chapter"
        html += Markup(
            '<section class="{0}" id="{1}" data-lesson="{1}" style="page: kit-{2}">\n'
            "{3}</section>\n"
        ).format(kind, lesson.name, number, body.html)
        styles.append(printed_page(_joined(source.title, lesson.title), name=f"kit-{number}"))
    # The foot goes on below the last chapter: another page name would begin a sheet for it.
    styles.append(f".kit-foot {{ page: kit-{len(lessons)}; }}\n")
    styles.append(printed_page(_joined(source.title, KEY), name="kit-key"))
    styles.append(".kit-answers, .kit-keyed .kit-foot { page: kit-key; }\n")
    return page.document(
        title=edition.titled(source.title),
        body=html + page.appendix(),
        contents=contents,
        label=edition.label,
        foot=source.rights,
        style="".join(styles),
        asks=tuple(dict.fromkeys(questions)),
    )


def _printed_contents(contents: Sequence[Link], edition: HandoutEdition) -> Markup:
    """Return the contents as a list, with the places for the numbers of printed sheets."""
    number = Markup('<span class="kit-sheet-number" data-at="{}"></span>')
    item = Markup('<li><a href="{}">{}</a>{}</li>\n')
    items = [item.format(link.href, link.text, number.format(link.href[1:])) for link in contents]
    if edition.audience == "learner":  # the script of the page makes it, and leads to it, on paper
        entry = Markup('<li class="kit-on-paper"><a>{}</a>{}</li>\n')
        items.append(entry.format(KEY, number.format("answers")))
    return Markup("").join(items)


def _body(lesson: ExecutedLesson, page: Page, edition: HandoutEdition, chapters: Chapters) -> Body:
    """Return what an edition shows of a lesson: all, its questions, or a session's pack."""
    from kit.handout.body import lesson_body, questions_body
    from kit.handout.leaders_pack import pack_body

    if edition.questions_only:
        return questions_body(lesson, page, chapters)
    if has_slides(lesson.notebook["cells"]):
        return pack_body(lesson, page, chapters)
    return lesson_body(lesson, page, chapters)


def index_page(
    course: Course, folder: Path, edition: HandoutEdition, *, failed: Set[str] = frozenset()
) -> str:
    """Return the index page of the handouts in a folder.

    All it says is taken from the set's source, its lessons and their pages: a lesson without a
    page is not listed, unless its name is in ``failed``.

    Raises:
        KitError: the set's speech cannot be read.
    """
    rows: list[tuple[str, ...]] = []
    asked: list[str] = []
    listed: list[str] = []  # the lessons that have a page
    for facts in course.lessons:
        path = folder / f"{facts.name}.html"
        if not edition.has_page(facts) or not (path.is_file() or facts.name in failed):
            continue
        if facts.name in failed:
            questions: tuple[str, ...] = ()
            title = f"{facts.title}（这次没有生成）"
        else:
            questions = question_ids(path.read_text(encoding="utf-8", errors="replace"))
            title = Markup('<a href="{}">{}</a>').format(address(path.name), facts.title)
            listed.append(facts.name)
        asked += questions
        row = (title, str(len(questions) or "—"), str(facts.minutes or "—"))
        rows.append(
            row[:2] if edition.questions_only else row
        )  # the minutes are the whole lesson's
    source = course.speech.source
    once = "" if len(asked) == len(set(asked)) else "（重复出现的只计一次）"
    if edition.slides:
        lesson, question, whole = "次学习会", "提问", "开一次会"
        use = "每次是一个单独的文件，不联网也能放映；打开后按问号键，看有哪些按键。"
    else:
        lesson, question, whole = "课", "自测题", "学完一课"
        use = "每课是一个单独的文件，不联网也能打开、作答和打印。"
    told = f"共 {len(rows)} {lesson}，{len(set(asked))} 道{question}{once}。{use}"
    heads: tuple[str, ...] = (lesson.lstrip("次"), question)
    if edition.questions_only:
        caption = f"{edition.label}：各课{question}的道数"
    else:
        told_of = "学习会" if edition.slides else "课文"
        caption = f"{told_of}：{question}的道数和{whole}约需的分钟数"
        heads += ("分钟",)
    page = Page(edition.audience)
    body = page.html(
        OutputGroup(
            (
                Prose(tuple(filter(None, (about(source), told)))),
                Table(caption, heads, tuple(rows)),
            )
        )
    )
    if edition.audience == "learner":
        body += page.folder(course.key, listed)
    return page.document(
        title=f"{source.title}：{'学习会' if edition.slides else '学习讲义'}",
        body=Markup("<h1>{}</h1>\n{}").format(source.title, body),
        label=edition.label,
        foot=source.rights,
    )


def about(source: Source) -> str:
    """Return who spoke and when, as far as the source says.

    >>> about(Source("会议", "speech.txt", speaker="张三", date="2021-02-25"))
    '讲话人：张三；时间：2021年2月25日。'
    """
    parts = [f"讲话人：{source.speaker}"] if source.speaker else []
    parts += [f"时间：{source.day}"] if source.date else []
    return f"{'；'.join(parts)}。" if parts else ""


def question_ids(page: str) -> tuple[str, ...]:
    """Return the ids of the questions that a page says in its head that it asks, in order."""
    head = _Head()
    head.feed(page.partition("<style>")[0])
    return head.questions


class _Head(HTMLParser):
    questions: tuple[str, ...] = ()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "meta" and values.get("name") == "kit-questions":
            self.questions = tuple((values.get("content") or "").split())


def _joined(title: str, label: str) -> str:
    return f"{title}　{label}" if label else title
