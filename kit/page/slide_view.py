"""A session's slides: passages and questions as a whole room reads them, and the page they make.

The page shows a slide at a time and needs no network; without its script all stand below each
other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from kit.page.assets import slides_script, slides_style
from kit.page.cell_data import QuestionData, QuotedLine
from kit.page.passage_records import PassageData, PassageLine
from kit.page.question_view import AnswerView, QuestionView, answer_view, paper_view
from kit.page.rendering import render
from kit.page.slide_fit import EASY, LARGE, SMALLEST, fits

_SENTENCE = re.compile(r"[^。！？；]*[。！？；]*[”’）]*")
_CLAUSE = re.compile(r"[^，。！？；：]*[，。！？；：]*[”’）]*")
_WHOLE = re.compile(r"<svg\b.*?</svg>|<[^>]*>|第\d+段", re.DOTALL)
_HUNG = re.compile(r"<(h[1-4])((?: id=[^>]*)?)>(?=[“‘《（【])")
_GAP = "……"
_EMPTY = Markup()


@dataclass(frozen=True, slots=True)
class Slide:
    """One screen.

    Attributes:
        id: its place in the page's address.
        html: what the room sees; what is in a ``kit-fragment`` waits for the next key.
        notes: what the leader alone sees.
        minutes: those of the step of the run sheet that it begins, 0 if it begins none.
        question: the id of the question that it asks the room, or "".
        screens: how many it takes where slides are counted; those of an answer that is left out
            here are among them.
        title: what the printed pages call it, "" for nothing.
    """

    id: str
    html: Markup
    notes: Markup = _EMPTY
    minutes: int = 0
    question: str = ""
    screens: int = 1
    title: str = ""

    @property
    def is_cover(self) -> bool:
        """Whether it has a heading of the first rank, as a session's first slide has."""
        return "<h1" in self.html


def slides_document(title: str, slides: Sequence[Slide]) -> str:
    """Return the complete HTML page of a session, which needs no other file and no network."""
    page = render(
        "slides",
        title=title,
        slides=slides,
        style=Markup(slides_style()),  # the kit's own
        script=Markup(slides_script()),
    )
    return f"{page}\n"


def passage_slides(passage: PassageData, above: Markup = _EMPTY) -> tuple[Markup, ...]:
    """Return a passage as the content of slides, divided between its lines where it is too long.

    ``above`` is what stands on the first of them already.
    """
    lines = [line for line in passage.lines if line.level]
    slides: list[Markup] = []
    first, html = 0, above
    for end in range(1, len(lines) + 1):
        before = _EMPTY if slides else above
        longer = before + _passage(passage, lines, first, end)
        # One paragraph is rather set in small type than parted from its heading.
        if html and not fits(longer, SMALLEST if end == 1 else EASY):
            slides.append(html)
            first, longer = end - 1, _passage(passage, lines, end - 1, end)
        html = longer
    return (*slides, html)


def _passage(passage: PassageData, lines: Sequence[PassageLine], first: int, end: int) -> Markup:
    return render(
        "slide_passage",
        passage=passage,
        lines=lines[first:end],
        goes_on=first > 0,
    )


def asked_html(data: QuestionData, *, with_key: bool = True) -> Markup:
    """Return a question as it is put to the room, options and all in the order of the paper.

    ``with_key`` adds the key, for the next key pressed; without it nothing here depends on it.
    """
    view, answer = _views(data)
    right = data.question.keys if with_key and view.options else ()
    key = _short_key(view, right) or answer.key
    has_key = with_key and view.kind != "recall"
    htmls = [
        render(
            "slide_question", question=view, right=right, key=key if has_key else "", pairs=pairs
        )
        for pairs in ([answer.pairs, ()] if has_key else [()])
    ]
    return next(filter(fits, htmls), htmls[-1])


def answer_slides(data: QuestionData) -> tuple[Markup, ...]:
    """Return what is shown after the key: quotation in its paragraph, explanation; one slide.

    Paragraphs that are too long to be set large are cut down to the sentences or the clauses
    around what is quoted, and if need be the quotation has a slide of its own.
    """
    view, answer = _views(data)
    quoted = data.quoted
    excerpts = tuple(_excerpt(line, _SENTENCE) for line in quoted)
    clauses = tuple(_excerpt(line, _CLAUSE) for line in quoted)
    quotes = tuple(replace(line, pieces=("", _GAP.join(line.quotes), "")) for line in quoted)
    wholes = [
        _answer(view, replace(answer, quoted=lines), head=True, tail=True)
        for lines in (quoted, excerpts, clauses, quotes)
    ]
    for size in (LARGE, EASY, SMALLEST):
        for whole in wholes[:-1] if size == LARGE else wholes:
            if fits(whole, size):
                return (whole,)
    head = _answer(view, answer, head=True, tail=False)
    tails = [
        _answer(view, replace(answer, quoted=lines), head=False, tail=True)
        for lines in (quoted, excerpts, quotes)
    ]
    return head, next(filter(fits, tails), tails[-1])


def leader_notes(data: QuestionData) -> Markup:
    """Return what the leader is told of a question before the room is: key, reasons, hint."""
    return render("slide_notes", answer=told_answer(data))


def told_answer(data: QuestionData) -> AnswerView:
    """Return the answer to a question with the letters that its options have on the slide."""
    return _views(data)[1]


def _answer(view: QuestionView, answer: AnswerView, *, head: bool, tail: bool) -> Markup:
    return render("slide_answer", question=view, answer=answer, head=head, tail=tail)


def _views(data: QuestionData) -> tuple[QuestionView, AnswerView]:
    view = paper_view(data.question, None)
    return view, answer_view(data, view, sheet=True)


def _short_key(view: QuestionView, right: Sequence[int] | frozenset[int]) -> str:
    """Return the letters of the right options, or their words where they have none."""
    chosen = [option for option in view.options if option.number in right]
    return "、".join(option.letter or option.text for option in chosen)


def _excerpt(line: QuotedLine, unit: re.Pattern[str]) -> QuotedLine:
    """Return a quoted line with only the sentences or clauses in which the quotations stand."""
    pieces = list(line.pieces)
    last = len(pieces) - 1
    for at in range(0, len(pieces), 2):
        sentences = [sentence for sentence in unit.findall(pieces[at]) if sentence]
        left = "" if at == 0 or not sentences else sentences[0]
        right = "" if at == last else _unfinished(sentences)
        if len(left) + len(right) < len(pieces[at]):
            pieces[at] = f"{left}{_GAP}{right}"
    return replace(line, pieces=tuple(pieces))


def _unfinished(sentences: Sequence[str]) -> str:
    """Return the beginning of a sentence that goes on, if the last one does."""
    return sentences[-1] if sentences and sentences[-1][-1] not in "。！？；”’）" else ""


def well_set(html: Markup) -> Markup:
    """Return a slide's HTML with 第N段 on one line and headings' opening marks in the margin.

    >>> str(well_set(Markup("<h2>“第3段”</h2>")))
    '<h2 class="kit-hung">“<span class="kit-whole">第3段</span>”</h2>'
    """
    whole = _WHOLE.sub(
        lambda found: (
            found[0] if found[0][0] == "<" else f'<span class="kit-whole">{found[0]}</span>'
        ),
        html,
    )
    return Markup(_HUNG.sub(r'<\1\2 class="kit-hung">', whole))  # markup that was escaped before


def fragment(html: Markup) -> Markup:
    """Return HTML that waits for the next key."""
    return Markup('<div class="kit-fragment">\n{}</div>\n').format(html)
