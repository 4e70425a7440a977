"""The papers of a new set: questions made by rule, none of which the lint finds fault with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kit.exercises import Material, gather, generate, mark_generated
from kit.making.dividing import Lesson, one_line
from kit.quiz import Evidence, Paper, Question, parse_paper
from kit.quiz.lint import check_papers
from kit.quiz.writing import write_paper
from kit.speech import Node, Passage, Speech

INTRO = "这些题由规则从原文生成，只问原文写了什么。"
_ROUNDS = 8  # of looking over the papers and leaving out what is faulty
_SHORT = 150  # characters below which a leaf is asked about twice, not three times
_RECALLED = (3, 9)  # titles that can be asked for at once

Draft = dict[str, tuple[str, list[Question]]]
"""Papers by the names of their files: title and questions."""


def draft_papers(
    speech: Speech, lessons: Sequence[Lesson], others: Sequence[Paper] = ()
) -> dict[str, str]:
    """Return papers as text by name, one a lesson.

    A lesson that offers nothing worth asking has none. No question repeats one of another paper,
    those of ``others``, which a person wrote, included.

    Args:
        speech: what is asked about.
        lessons: those that read it.
        others: papers that are there already.
    """
    material = gather(speech.whole())
    draft: Draft = {
        lesson.stem: (one_line(lesson.title), list(_of_lesson(material, lesson)))
        for lesson in lessons
    }
    if lessons:  # what the whole is made of stands before all else
        top = [node for node in speech.nodes if node.parent is None and node.numbered]
        draft[lessons[0].stem][1][:0] = map(mark_generated, _titles(speech, "全文", top))
    for _ in range(_ROUNDS):
        faulty = _faulty(draft, speech, others)
        if not faulty:
            break
        draft = {
            name: (title, [asked for asked in questions if (name, asked.id) not in faulty])
            for name, (title, questions) in draft.items()
        }
    return {
        name: write_paper(title, questions, speech=speech, intro=INTRO)
        for name, (title, questions) in draft.items()
        if questions
    }


def _of_lesson(material: Material, lesson: Lesson) -> Iterator[Question]:
    """Yield the questions of a lesson in the order of the text."""
    speech = material.speech
    stretches = [block.passage for block in lesson.blocks]
    if lesson.name != "opening":  # opening and closing do not stand together
        start = min(passage.start for passage in stretches)
        stretches = [Passage(speech, start, max(passage.end for passage in stretches))]
    found: dict[str, Question] = {}
    for stretch in stretches:
        leaves = [node for node in stretch.nodes if node.numbered and not node.children]
        for leaf in leaves:
            passage = material.within(Passage(speech, leaf.start, leaf.end, leaf))
            number = 2 if leaf.end - leaf.start < _SHORT else 3
            for asked in generate(
                passage, number=number, seed=leaf.id, kinds=("misquote", "object", "number", "term")
            ):
                found[asked.id] = asked
        number = max(4, len(leaves)) if leaves else 6
        for asked in generate(material.within(stretch), number=number, seed=lesson.name):
            found.setdefault(asked.id, asked)
        for asked in map(mark_generated, _recalled(speech, stretch)):
            found[asked.id] = asked
    yield from sorted(found.values(), key=lambda asked: min(e.start for e in asked.evidence))


def _recalled(speech: Speech, stretch: Passage) -> Iterator[Question]:
    """Yield what asks for the titles under one part."""
    for node in stretch.nodes:
        yield from _titles(speech, f"{one_line(speech.label(node))}之下", speech.children(node))


def _titles(speech: Speech, where: str, nodes: Sequence[Node]) -> Iterator[Question]:
    """Yield what asks for the titles of a few parts, from memory: a point for each."""
    few = _RECALLED[0] <= len(nodes) <= _RECALLED[1]
    if few and all(node.title for node in nodes):
        titles = tuple(one_line(node.title) for node in nodes)
        yield Question(
            "",
            "recall",
            f"请凭记忆写出{where} {len(nodes)} 个部分各讲什么。",
            model_answer=f"{'；'.join(titles)}。",
            points=titles,
            evidence=tuple(Evidence.at(speech, *speech.heading(node)) for node in nodes),
            explanation="先记每一部分管什么，再记怎样做；意思相符、文字略有出入的，也算答出。",
        )


def _faulty(draft: Draft, speech: Speech, others: Sequence[Paper]) -> set[tuple[str, str]]:
    """Return the questions, by paper and id, without which the lint would have less to say."""
    faulty: set[tuple[str, str]] = set()
    papers = list(others)
    places: dict[tuple[str, int], tuple[str, str]] = {}
    stems = {asked.plain_stem for paper in others for asked in paper.questions}
    for name, (title, questions) in draft.items():
        text = write_paper(title, questions, speech=speech, intro=INTRO)
        paper = parse_paper(text, speech, name=name, shown=name)
        read = {asked.id for asked in paper.questions}
        faulty |= {(name, asked.id) for asked in questions if asked.id not in read}
        for asked in paper.questions:
            if asked.plain_stem in stems:
                faulty.add((name, asked.id))
            stems.add(asked.plain_stem)
            places[name, asked.line] = (name, asked.id)
        for kind in ("multiple", "single"):  # line 1 is the whole paper
            for asked in [each for each in paper.questions if each.kind == kind][-1:]:
                places[name, 1] = (name, asked.id)
        papers.append(replace(paper, faults=()))
    return faulty or {
        places[fault.path, fault.line]
        for fault in check_papers(papers, speech)
        if (fault.path, fault.line) in places
    }


def unasked(papers: Sequence[Paper], speech: Speech) -> tuple[str, ...]:
    """Return what the parts without parts of their own are called that no question is about."""
    spans = [
        (each.start, each.end)
        for paper in papers
        for question in paper.questions
        for each in question.evidence
    ]
    return tuple(
        dict.fromkeys(
            one_line(speech.label(leaf))
            for leaf in speech.leaves()
            if not any(leaf.start <= start and end <= leaf.end for start, end in spans)
        )
    )
