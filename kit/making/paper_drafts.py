"""The papers of a new set: questions made by rule, none of which the lint finds fault with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kit.exercises import Material, gather, generate, mark_generated
from kit.making.dividing import Lesson, cell_keys, one_line, short
from kit.quiz import Evidence, Option, Paper, Question, parse_paper
from kit.quiz.lint import check_papers
from kit.quiz.writing import write_paper
from kit.speech import Node, Passage, Speech
from kit.speech.wording import quoted

INTRO = "本卷题目由规则从原文生成，只问原文写了什么。"
_ROUNDS = 8  # of looking over the papers and leaving out what is faulty
_SHORT = 150  # characters below which a leaf is asked about twice, not three times
_RECALLED = (3, 8)  # titles that can be asked for at once
_COUNTED = (2, 20)  # tasks that can be counted by hand
_MOST_COUNTS = 6

Draft = dict[str, tuple[str, list[Question]]]
"""Papers by the names of their files: title and questions."""


def draft_papers(
    speech: Speech, lessons: Sequence[Lesson], distribution: str, others: Sequence[Paper] = ()
) -> dict[str, str]:
    """Return papers as text by name: one a lesson, and one on the numbers of tasks.

    A lesson that offers nothing to ask about has none. No question repeats or gives away one of
    another paper, those of ``others``, which a person wrote, included.

    Args:
        speech: what is asked about.
        lessons: those that read it.
        distribution: the name of the paper on the numbers of tasks.
        others: papers that are there already.
    """
    material = gather(speech.whole())
    draft: Draft = {
        lesson.stem: (one_line(lesson.title), list(_of_lesson(material, lesson)))
        for lesson in lessons
    }
    draft[distribution] = ("任务怎样分布", list(map(mark_generated, _counts(speech))))
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
            for asked in generate(passage, number=number, seed=leaf.id, kinds=("cloze", "list")):
                found[asked.id] = asked
        number = max(4, len(leaves)) if leaves else 6
        for asked in generate(material.within(stretch), number=number, seed=lesson.name):
            found.setdefault(asked.id, asked)
        for asked in map(mark_generated, (*_recalled(speech, stretch), *_judged(speech, leaves))):
            found[asked.id] = asked
    yield from sorted(found.values(), key=lambda asked: min(e.start for e in asked.evidence))


def _recalled(speech: Speech, stretch: Passage) -> Iterator[Question]:
    """Yield what asks for the titles under one part, written from memory."""
    for node in stretch.nodes:
        children = speech.children(node)
        if not _RECALLED[0] <= len(children) <= _RECALLED[1]:
            continue
        if not all(child.title for child in children):
            continue
        label = one_line(speech.label(node))
        titles = "；".join(one_line(child.marker + child.title) for child in children)
        yield Question(
            "",
            "recall",
            f"请凭记忆依次写出“{label}”之下 {len(children)} 个部分的标题。",
            model_answer=f"{titles}。",
            evidence=tuple(Evidence.at(speech, *speech.heading(child)) for child in children),
            explanation="次序以原文为准；意思相符、文字略有出入的，自评时算部分答出。",
        )


def _judged(speech: Speech, leaves: Sequence[Node]) -> Iterator[Question]:
    """Yield for every other leaf, in turn right and wrong, whether a task stands there."""
    tasks = {
        leaf.id: [
            task
            for task in Passage(speech, leaf.start, leaf.end, leaf).tasks
            if 6 <= len(task.text) <= 40
        ]
        for leaf in leaves
    }
    held = [leaf for leaf in leaves if tasks[leaf.id]]
    for place in range(0, len(held) - 1, 2):
        task = tasks[held[place].id][0]
        here, there = (_called(speech, leaf) for leaf in held[place : place + 2])
        right = place % 4 == 0
        reason = f"这句话写在{here}。"
        yield Question(
            "",
            "judge",
            f"原文把{quoted(task.text)}写在{here if right else there}。",
            options=(
                Option("对", right, "" if right else reason),
                Option("错", not right, reason if right else ""),
            ),
            evidence=(Evidence.at(speech, task.start, task.end),),
            explanation=reason,
        )


def _counts(speech: Speech) -> Iterator[Question]:
    """Yield how many tasks stand in a part, where they can be counted by hand."""
    keys = cell_keys(speech)
    numbers = {
        node: len(Passage(speech, node.start, node.end, node).tasks)
        for node in sorted(speech.nodes, key=lambda node: node.kind == "point")
    }
    counted = [n for n in numbers if _COUNTED[0] <= numbers[n] <= _COUNTED[1] and n.title]
    for node in counted[:_MOST_COUNTS]:
        yield Question(
            "",
            "numeric",
            f"按本课的计数规则，{_called(speech, node)}之下有____项任务。",
            answers=((str(numbers[node]),),),
            evidence=(Evidence.at(speech, *speech.heading(node)),),
            explanation=f"按规则数，这一部分有 {numbers[node]} 项任务。",
            count=f"任务，{keys[node.id]}",
        )


def _called(speech: Speech, node: Node) -> str:
    """Return a part's number, and what it is about where it has a number."""
    label = one_line(speech.label(node))
    return f"“{label}”" if not node.marker else f"“{label}”（{short(node.title)}）"


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
        singles = [asked.id for asked in paper.questions if asked.kind == "single"]
        if singles:  # line 1 is the whole paper: what is wrong there is told of its single choices
            places[name, 1] = (name, singles[-1])
        papers.append(replace(paper, faults=()))
    return faulty or {
        places[fault.path, fault.line]
        for fault in check_papers(papers, speech)
        if not fault.part and (fault.path, fault.line) in places
    }
