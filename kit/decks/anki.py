"""Anki: questions as notes of two sides, in its text file and in its own package.

A note is HTML: what is asked, and what is right and why. Every kind has a card: what is chosen
from is lettered, what is put in order or matched is shown out of order (always the same), and a
hint can be opened. The package needs genanki (the extra ``anki``).
"""

from __future__ import annotations

import csv
import hashlib
import io
import itertools
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from string import ascii_uppercase
from typing import TYPE_CHECKING

from kit.decks.anki_notes import NOTE_TYPE
from kit.decks.deck import Deck, Exported, Left
from kit.decks.html_text import to_html
from kit.decks.texts import kind_name, mistakes, part_name, reasons, standing, unnoted
from kit.errors import KitError, install
from kit.quiz.answers import in_words
from kit.quiz.question import Paper, Question
from kit.quiz.selection import item_order, right_order

if TYPE_CHECKING:
    import genanki

_HEAD = (
    "#separator:tab\n#html:true\n"
    f"#notetype:{NOTE_TYPE}\n"
    "#guid column:1\n#deck column:2\n#tags column:5\n"
)
"""No ``#columns``: with names of its own Anki would take the guid for the front of the card.

The note type is that of the ``.apkg``; where it is not known, Anki takes its own of two fields.
"""

_CSS = (
    ".card { text-align: left; line-height: 1.7; } small { opacity: 0.7; } li { margin: 0.3em 0; }"
)
_SAME_DATE = (1980, 1, 1, 0, 0, 0)
_MEANING = str.maketrans({"[": "&#91;", "\\": "&#92;", "\t": " ", "\r": " "})


@dataclass(frozen=True, slots=True)
class _Note:
    """One note: ``guid`` stays with the question; ``deck`` is a path with ``::``."""

    guid: str
    deck: str
    front: str
    back: str
    tags: tuple[str, ...]


def guid_of(deck: str, question: str) -> str:
    """Return the identity of a note, made of nothing but the set's name and the question's id.

    By it a later import finds the note again and keeps its reviews. Letters and digits only: in a
    text file a line that begins with ``#`` is a comment.

    >>> guid_of("zhanjiang2021", "ms05")
    'kitae29414ef417e315'
    """
    return f"kit{hashlib.sha256(f'{deck}/{question}'.encode()).hexdigest()[:16]}"


def write_anki_text(deck: Deck) -> Exported:
    """Write the notes: guid, deck, front, back, tags."""
    out = io.StringIO(_HEAD)
    out.seek(0, io.SEEK_END)
    rows = csv.writer(out, delimiter="\t", lineterminator="\n")
    for note in _notes(deck):
        rows.writerow((note.guid, note.deck, note.front, note.back, " ".join(note.tags)))
    return Exported(out.getvalue().encode(), partly=_partly(deck))


def write_anki(deck: Deck) -> Exported:
    """Write a package with one deck a paper; the same deck gives the same bytes.

    Raises:
        KitError: genanki is not installed.
    """
    try:
        import genanki
    except ImportError:
        raise KitError(
            "没有安装 genanki，写不了 .apkg 文件。",
            remedy=f"{install('anki')}；或改用 --to anki-text。",
        ) from None
    model = genanki.Model(
        _number(NOTE_TYPE),
        NOTE_TYPE,
        fields=[{"name": "题目"}, {"name": "答案"}],
        templates=[
            {"name": "问答", "qfmt": "{{题目}}", "afmt": "{{FrontSide}}<hr id=answer>{{答案}}"}
        ],
        css=_CSS,
    )
    decks: dict[str, genanki.Deck] = {}
    for place, note in enumerate(_notes(deck), start=1):
        if note.deck not in decks:
            decks[note.deck] = genanki.Deck(_number(deck.name, note.deck), note.deck)
        decks[note.deck].add_note(
            genanki.Note(
                model,
                [note.front, note.back],
                guid=note.guid,
                tags=note.tags,
                due=place,  # new cards come in this order
            )
        )
    return Exported(
        _zipped(_collection(genanki.Package(list(decks.values())), deck.modified)),
        partly=_partly(deck),
    )


def _collection(package: genanki.Package, modified: int) -> bytes:
    """Return the package's database; genanki's own way to a file puts the present time into it."""
    with closing(sqlite3.connect(":memory:")) as connection:
        package.write_to_db(connection.cursor(), modified, itertools.count(modified * 1000))
        connection.commit()
        return bytes(connection.serialize())


def _zipped(collection: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in (("collection.anki2", collection), ("media", b"{}")):
            info = zipfile.ZipInfo(name, _SAME_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, content)
    return out.getvalue()


def _number(*names: str) -> int:
    """Return a number that Anki can know a deck or a note type by, always the same for the names.

    It lies between 2³⁰ and 2³¹: Anki's own numbers are times in milliseconds, far above.
    """
    digest = hashlib.sha256("/".join(names).encode()).digest()
    return 2**30 + int.from_bytes(digest[:4], "big") % 2**30


def _notes(deck: Deck) -> Iterator[_Note]:
    """Yield a note for each question, in order."""
    for paper, question in deck.questions():
        yield _Note(
            guid_of(deck.name, question.id),
            f"{_step(deck.title)}::{_step(paper.title)}",
            _front(question),
            _back(question, deck),
            _tags(deck, paper, question),
        )


def _partly(deck: Deck) -> tuple[Left, ...]:
    fixed = (
        Left(question.id, "“选项顺序：固定”没有写进去")
        for _, question in deck.questions()
        if question.fixed_order
    )
    return (*fixed, *unnoted(deck.questions()))


def _front(question: Question) -> str:
    pieces = [f"<p>{_shown(question.stem)}</p>"]
    match question.kind:
        case "single" | "multiple":
            pieces.append(_listed((each.text for each in question.options), "A"))
        case "judge":
            pieces.append("<p>对，还是错？</p>")
        case "order":
            pieces.append(_listed(question.order[each] for each in item_order(question, 0)))
        case "match":
            pieces.append(_listed((left for left, _ in question.pairs), "1"))
            rights = (question.pairs[each][1] for each in right_order(question, 0))
            pieces.append(_listed(rights, "A"))
    if question.hint:
        hint = _shown(question.hint)
        pieces.append(f"<details><summary>提示</summary>{hint}</details>")
    return f"<small>{kind_name(question)}</small>{''.join(pieces)}"


def _back(question: Question, deck: Deck) -> str:
    pieces = [_answer(question)]
    for index, option in enumerate(question.options):
        if option.feedback:
            letter = option.text if question.kind == "judge" else _letter(index)
            pieces.append(f"<p>{letter}：{_shown(option.feedback)}</p>")
    pieces += [f"<p>{_shown(each)}</p>" for each in mistakes(question)]
    pieces += [f"<p>{_shown(each)}</p>" for each in reasons(question, deck.speech)]
    return f"{''.join(pieces)}<p><small>{_shown(question.id)}</small></p>"


def _answer(question: Question) -> str:
    """Return what is right, as it would be written down."""
    match question.kind:
        case "single" | "multiple":
            return _listed(
                f"{_letter(index)}　{question.options[index].text}" for index in question.keys
            )
        case "judge":
            return "".join(f"<p><b>{e.text}</b></p>" for e in question.options if e.correct)
        case "order":
            return _listed(question.order, "1")
        case "match":
            return _listed(f"{left} — {right}" for left, right in question.pairs)
        case "recall":
            points = f"<p>得分点：</p>{_listed(question.points)}" if question.points else ""
            return f"<p>{_shown(question.model_answer)}</p>{points}"
        case _:
            blanks = "；".join(
                "或".join(f"<b>{_shown(in_words(each))}</b>" for each in accepted)
                for accepted in question.answers
            )
            return f"<p>{blanks}</p>"


def _listed(texts: Iterable[str], numbering: str = "") -> str:
    """Return a list; ``numbering`` is that of HTML (``A``, ``1``), or none."""
    items = "".join(f"<li>{_shown(each)}</li>" for each in texts)
    return f'<ol type="{numbering}">{items}</ol>' if numbering else f"<ul>{items}</ul>"


def _letter(index: int) -> str:
    return ascii_uppercase[index] if index < len(ascii_uppercase) else str(index + 1)


def _tags(deck: Deck, paper: Paper, question: Question) -> tuple[str, ...]:
    """Return the tags: the paper below its set, the kind, tier, level, part of the speech."""
    names = [f"{deck.name}::{paper.name}", kind_name(question), *standing(question)]
    if part := part_name(question.node, deck.speech):
        names.append(f"{deck.name}::{part}")
    return tuple("_".join(each.split()) for each in names)


def _shown(text: str) -> str:
    """Return HTML in one line; brackets and backslashes would mean sound, LaTeX or MathJax."""
    return to_html(text).translate(_MEANING)


def _step(title: str) -> str:
    """Return one step of a deck's path."""
    return " ".join(title.replace("::", "：").split())
