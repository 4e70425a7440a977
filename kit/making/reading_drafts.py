"""The lessons that read a speech, drafted in one frame; what only a person can say is marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kit.lab.notebooks import Cell
from kit.making.dividing import Block, plain
from kit.making.lesson_frame import LessonDraft, code_cell, places, span, text_cell, tops
from kit.making.talking_points import ON_EDGES, questions
from kit.speech import Node, Passage, Speech
from kit.speech.parts import own_label
from kit.speech.wording import full_width, quoted
from kit.unwritten import mark

_LISTED = 10
"""Parts of the first level above which a lesson tells only of its neighbours."""

_BY_HEART = 7
"""Sentences to know by heart above which the points under a part are left out."""

_SENSE = 3
"""Headlines of a lesson above which together they are no sentence to carry away."""

_SEEN = 3
"""Tasks up to which the passage, where they are underlined, shows them well enough."""

_SENTENCE = re.compile(r"[^。！？；\r\n]+[。！？；]?")
_LONGEST = 80  # characters of a sentence to know by heart


def reading(draft: LessonDraft) -> Iterator[Cell]:
    """Yield the cells of a lesson that reads one part of a speech, or a few small ones."""
    where = places([block.passage for block in draft.lesson.blocks])
    yield from draft.head(f"本课读{span(draft.lesson)}，原文{where}。")
    yield _why(draft)
    yield _sense(draft)
    yield text_cell("content", "## 讲了什么")
    for block in draft.lesson.blocks:
        yield from _block(block)
    yield text_cell(
        "misread",
        "### 容易误解的地方",
        mark("误解。哪一句容易误解，为什么，原文的意思是什么"),
        "> **背景**" + mark("背景。需要知道的一两句，注明（发文机关《名称》，日期）"),
    )
    yield from _work(draft)
    yield from _by_heart(draft)
    yield from _discussion(draft)
    yield from draft.test()
    yield draft.next()


def key_sentences(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Return a few sentences of some passages to know by heart: headlines, else what begins them.

    The points under a headline are among them where these are few. A headline alone is followed
    by the first sentences that ask for something.
    """
    speech = passages[0].speech
    heads = [node for node in _nodes(passages) if node.title]
    top = min((len(speech.path(node)) for node in heads), default=0)
    both = [node for node in heads if len(speech.path(node)) <= top + 1]
    if len(both) > _BY_HEART:
        both = [node for node in both if len(speech.path(node)) == top][:_BY_HEART]
    chosen = [_headline(speech, node) for node in both]
    if len(chosen) > 1:
        return tuple(chosen)
    asking = [each for passage in passages for each in _asking(passage)]
    return (*chosen, *(asking or [*_begins(passages)])[:2])


def quotation(passage: Passage) -> str:
    """Return a passage as a quotation in Markdown, with the paragraph that it stands in."""
    text = plain(passage.text).rstrip("，。；：,;:")
    return f"> **原文**（{passage.place}）　{quoted(text)}"


def _why(draft: LessonDraft) -> Cell:
    """Return the cell that says where the lesson's part stands in the whole."""
    speech = draft.speech
    parts = [node for node in speech.nodes if node.parent is None and node.numbered]
    own = {node.id for node in tops(draft.lesson)}
    if len(own) == len(parts):
        own = set()
    paragraphs = ["## 为什么讲这一部分"]
    if len(parts) > _LISTED:
        held = [place for place, node in enumerate(parts) if node.id in own]
        parts = parts[max(0, held[0] - 1) : held[-1] + 2] if held else []
        lead = "前后几部分是（粗体的是本课读的）："
    else:
        lead = f"全文依次讲这几部分{'（粗体的是本课读的）' if own else ''}："
    if len(parts) > 1:
        paragraphs.append(lead)
        paragraphs.append("\n".join(f"- {_named(speech, node, node.id in own)}" for node in parts))
    paragraphs.append(mark("缘由。这一部分回答什么问题，为什么放在这里"))
    return text_cell("why", *paragraphs)


def _sense(draft: LessonDraft) -> Cell:
    """Return the cell with one sentence to carry away: the headlines, until a person writes one."""
    titles = [quoted(plain(node.title)) for node in tops(draft.lesson) if node.title]
    said = f"**主旨一句**：原文的标题是{''.join(titles)}。"
    told = [said] if 0 < len(titles) <= _SENSE else []
    return text_cell("sense", *told, mark("主旨。用自己的话说一句"))


def _block(block: Block) -> Iterator[Cell]:
    label = plain(block.label)
    title = _title(block.passage)
    title = f"{title}（{block.passage.place}）" if title else label
    yield text_cell(f"head-{block.id}", f"### {title}")
    yield code_cell(f"passage-{block.id}", f"原文：{label}", block.code)
    if len(block.passage.tasks) > _SEEN:
        yield code_cell(f"tasks-{block.id}", f"要做的事：{label}", f"kit.task_table({block.code})")
    terms = block.passage.speech.terms
    if any(form in block.passage.text for term in terms for form in term.forms):
        yield code_cell(f"terms-{block.id}", f"术语：{label}", f"kit.term_table({block.code})")


def _title(passage: Passage) -> str:
    """Return what the part or the parts are called that a passage shows; "" if it begins none."""
    speech = passage.speech
    node = next((each for each in speech.nodes if each.start == passage.start), None)
    if node is None:
        return ""
    if node.end >= passage.end and node.title:
        return plain(own_label(node))
    last = [each for each in passage.nodes if each.parent == node.parent][-1:]
    if not last or last[0] is node:
        return plain(speech.label(node))
    return plain(f"{speech.label(node)}至{last[0].mark or speech.label(last[0])}")


def _work(draft: LessonDraft) -> Iterator[Cell]:
    """Yield what says who has to do what: what is known of it, and what is to be written."""
    spans = [(block.passage.start, block.passage.end) for block in draft.lesson.blocks]
    tasks = [
        task
        for task in draft.speech.tasks
        if any(start <= task.start and task.end <= end for start, end in spans)
    ]
    if not tasks:
        return
    paragraphs = ["## 怎么落到工作上"]
    if draft.work.edited:
        paragraphs.append("> **编者归纳**　各条线承担的事，原文没有这样划分：")
        for line in draft.work.lines:
            own = ((line.name, task.text) for _, task in line.tasks if task in tasks)
            paragraphs += _grouped(own)
    else:
        paragraphs.append(mark("条线。哪个部门、哪条线承担哪几件事，注明是编者归纳"))
    for lead, groups in (
        ("原文写明由谁做的：", _grouped((task.unit, task.text) for task in tasks)),
        ("原文写明何时完成的：", _grouped((task.deadline, task.text) for task in tasks)),
    ):
        if groups:
            paragraphs += [lead, "\n".join(groups)]
    paragraphs.append(mark("情境。一件具体的事：原文哪一句管它，要求怎么办，还有什么没有写"))
    yield text_cell("work", *paragraphs)


def _grouped(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """Return as lines of a list what goes together, by the first of each pair; "" is left out."""
    groups: dict[str, list[str]] = {}
    for name, text in pairs:
        if name:
            groups.setdefault(full_width(plain(name)), []).append(full_width(plain(text)))
    return [f"- **{name}**：{'；'.join(texts)}。" for name, texts in groups.items()]


def _by_heart(draft: LessonDraft) -> Iterator[Cell]:
    sentences = key_sentences([block.passage for block in draft.lesson.blocks])
    if sentences:
        yield text_cell("remember", "## 记住", *map(quotation, sentences))


def _discussion(draft: LessonDraft) -> Iterator[Cell]:
    """Yield two questions to talk about, each with a box to write in, and a page for the leader."""
    lesson = draft.lesson
    titles = points([block.passage for block in lesson.blocks])
    edge = lesson.name.startswith("opening")
    demands = any(block.passage.tasks for block in lesson.blocks)
    asked = ON_EDGES if edge else questions(lesson.number, titles, demands=demands)
    for number, (question, name) in enumerate(zip(asked, draft.notes, strict=True), start=1):
        heading = ["## 讨论"] if number == 1 else []
        yield text_cell(f"discuss-{number}", *heading, f"**第 {number} 题**　{question}")
        yield code_cell(f"note-{number}", f"第 {number} 题，写下您的想法", f'kit.note("{name}")')
    yield text_cell(
        "leader",
        "### 带学提示",
        mark("参考要点。两道讨论题可能有哪几种回答，各对在哪里"),
        mark("答问。会上容易问到什么，怎样回答，依据在哪里"),
        tags=["teacher"],
    )


def _nodes(passages: Sequence[Passage]) -> list[Node]:
    """Return the numbered parts that lie in passages, with those that passages divide."""
    speech = passages[0].speech
    start, end = min(each.start for each in passages), max(each.end for each in passages)
    inside = [node for node in Passage(speech, start, end).nodes if node.numbered]
    held = [(each.start, each.end) for each in passages]
    return [node for node in inside if any(a <= node.start < b for a, b in held)]


def points(passages: Sequence[Passage]) -> list[str]:
    """Return the titles in passages on the first level that has several, else on the first."""
    speech = passages[0].speech
    levels: dict[int, list[str]] = {}
    for node in _nodes(passages):
        if node.title:
            levels.setdefault(len(speech.path(node)), []).append(node.title)
    several = (titles for _, titles in sorted(levels.items()) if len(titles) > 1)
    return next(several, next(iter(levels.values()), []))


def _asking(passage: Passage) -> Iterator[Passage]:
    """Yield the sentences of a passage, none too long to know by heart, that ask for something."""
    speech = passage.speech
    starts = [task.start for task in passage.tasks]
    for match in _SENTENCE.finditer(speech.text, passage.start, passage.end):
        start, end = match.span()
        if end - start <= _LONGEST and any(start <= each < end for each in starts):
            yield Passage(speech, start, end)


def _begins(passages: Sequence[Passage]) -> Iterator[Passage]:
    """Yield the first whole sentence below the headline of each of some passages.

    One that is too long to know by heart is left out.
    """
    speech = passages[0].speech
    for each in passages:
        node = next((node for node in _nodes([each]) if node.start == each.start), None)
        start = speech.heading(node)[1] if node else each.start
        sentences = _SENTENCE.finditer(speech.text, start, each.end)
        whole = next((found for found in sentences if found[0][-1] in "。！？；"), None)
        if whole and len(whole[0]) <= _LONGEST:
            yield Passage(speech, *whole.span())


def _headline(speech: Speech, node: Node) -> Passage:
    """Return the title of a part as a passage, without its marker."""
    _, end = speech.heading(node)
    start = speech.text.rfind(node.title, node.start, end)
    return Passage(speech, start if start >= 0 else node.start, end)


def _named(speech: Speech, node: Node, own: bool) -> str:
    name = plain(own_label(node))
    place = Passage(speech, node.start, node.end, node).place
    return f"**{name}**（{place}）" if own else f"{name}（{place}）"
