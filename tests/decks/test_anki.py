"""Anki's own library takes the package and the text file in, again and again."""

from __future__ import annotations

import csv
import io
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kit.decks import FORMATS, Deck
from kit.decks.anki import guid_of
from kit.errors import KitError

if TYPE_CHECKING:
    from anki.collection import Collection


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """An empty collection, as of somebody who has just installed Anki."""
    anki = pytest.importorskip("anki.collection", reason="anki is not installed")
    pytest.importorskip("genanki", reason="genanki is not installed")
    opened = anki.Collection(str(tmp_path / "collection.anki2"))
    yield opened
    opened.close()


def take_package(collection: Collection, deck: Deck) -> Any:
    from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest

    path = Path(collection.path).with_name("deck.apkg")
    path.write_bytes(FORMATS["anki"].write(deck).data)
    return collection.import_anki_package(
        ImportAnkiPackageRequest(package_path=str(path), options=ImportAnkiPackageOptions())
    ).log


def take_text(collection: Collection, deck: Deck) -> Any:
    from anki.collection import ImportCsvRequest

    path = Path(collection.path).with_name("deck.txt")
    path.write_bytes(FORMATS["anki-text"].write(deck).data)
    metadata = collection.get_csv_metadata(str(path), None)
    return collection.import_csv(ImportCsvRequest(path=str(path), metadata=metadata)).log


TAKE = {"anki": take_package, "anki-text": take_text}


def counts(log: Any) -> dict[str, int]:
    names = ("new", "updated", "duplicate", "conflicting")
    return {each: len(getattr(log, each)) for each in names if getattr(log, each)}


def note(collection: Collection, deck: Deck, question: str) -> Any:
    guid = guid_of(deck.name, question)
    found = [collection.get_note(each) for each in collection.find_notes("")]
    (note,) = [each for each in found if each.guid == guid]
    return note


def edited(deck: Deck) -> Deck:
    """Return the deck a day later, the stem of its first question changed."""
    (paper,) = deck.papers
    first, *rest = paper.questions
    questions = (replace(first, stem="改过的题干？"), *rest)
    return replace(
        deck,
        papers=(replace(paper, questions=questions),),
        modified=deck.modified + 86_400,
    )


@pytest.mark.parametrize("name", list(TAKE))
def test_every_question_is_one_note_with_one_card(
    collection: Collection, built_in: Deck, name: str
) -> None:
    number = sum(1 for _ in built_in.questions())
    assert counts(TAKE[name](collection, built_in)) == {"new": number}
    assert (collection.note_count(), collection.card_count()) == (number, number)
    for paper, question in built_in.questions():
        found = note(collection, built_in, question.id)
        card = found.cards()[0]
        assert collection.decks.name(card.did) == f"{built_in.title}::{paper.title}"
        assert question.plain_stem[:10] in found.fields[0].replace("<strong>", "").replace(
            "</strong>", ""
        )
        assert question.explanation[:10] in found.fields[1]
        assert f"{built_in.name}::{paper.name}" in found.tags


@pytest.mark.parametrize("name", list(TAKE))
def test_a_second_import_doubles_nothing(collection: Collection, eight: Deck, name: str) -> None:
    TAKE[name](collection, eight)
    again = replace(eight, modified=eight.modified + 86_400)
    assert "new" not in counts(TAKE[name](collection, again))
    assert (collection.note_count(), collection.card_count()) == (9, 9)


@pytest.mark.parametrize("name", list(TAKE))
def test_an_edited_question_is_updated_and_keeps_its_reviews(
    collection: Collection, eight: Deck, name: str
) -> None:
    from anki.cards import Card
    from anki.scheduler.v3 import CardAnswer

    TAKE[name](collection, eight)
    card = note(collection, eight, "aa01").cards()[0]
    collection.decks.select(card.did)
    (queued,) = collection.sched.get_queued_cards(fetch_limit=1).cards
    first = Card(collection, backend_card=queued.card)
    first.start_timer()
    states = queued.states
    collection.sched.answer_card(
        collection.sched.build_answer(card=first, states=states, rating=CardAnswer.EASY)
    )
    reviewed = collection.get_card(card.id)
    assert (first.id, reviewed.reps) == (card.id, 1)  # new cards come in the paper's order
    assert reviewed.ivl > 0

    TAKE[name](collection, edited(eight))
    found = note(collection, eight, "aa01")
    assert "改过的题干？" in found.fields[0]
    after = found.cards()[0]
    assert (after.id, after.reps, after.ivl, after.due) == (
        *(reviewed.id, reviewed.reps, reviewed.ivl, reviewed.due),
    )
    assert (collection.note_count(), collection.card_count()) == (9, 9)
    assert collection.db is not None
    assert collection.db.scalar("select count() from revlog") == 1


def test_the_text_file_brings_notes_of_the_package_up_to_date(
    collection: Collection, eight: Deck
) -> None:
    take_package(collection, eight)
    assert counts(take_text(collection, edited(eight)))["updated"] >= 1
    assert collection.note_count() == 9
    assert "改过的题干？" in note(collection, eight, "aa01").fields[0]


def test_the_package_never_doubles_notes_of_the_text_file(
    collection: Collection, eight: Deck
) -> None:
    take_text(collection, eight)
    take_package(collection, eight)
    assert collection.note_count() == 9


def test_marks_reach_the_card_as_they_are(collection: Collection, eight: Deck) -> None:
    take_package(collection, eight)
    card = note(collection, eight, "aa05").cards()[0]
    assert "<b>甲}</b>或<b>a~b</b>；<b>#乙</b>" in card.answer()
    assert "乙 &amp; 丙" in note(collection, eight, "aa07").fields[1]
    assert "<strong>哪里</strong>" in note(collection, eight, "aa01").cards()[0].question()


def test_what_is_put_in_order_is_never_shown_in_order(eight: Deck) -> None:
    rows = {row[0]: row for row in text_rows(eight)}
    front, back = rows[guid_of("set", "aa07")][2:4]
    assert "<li>甲</li><li>乙 &amp; 丙</li><li>丁</li>" not in front
    assert "<li>甲</li><li>乙 &amp; 丙</li><li>丁</li>" in back


def text_rows(deck: Deck) -> list[list[str]]:
    text = FORMATS["anki-text"].write(deck).data.decode("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return list(csv.reader(io.StringIO("\n".join(lines)), delimiter="\t"))


def test_a_note_is_known_by_nothing_but_its_set_and_its_id(eight: Deck) -> None:
    assert guid_of("zhanjiang2021", "ms05") == "kitae29414ef417e315"
    names = [row[0] for row in text_rows(eight)]
    assert names == [guid_of("set", each.id) for _, each in eight.questions()]
    assert names == [row[0] for row in text_rows(edited(eight))]
    assert len({guid_of("a", "1"), guid_of("b", "1"), guid_of("a", "2")}) == 3


def test_the_same_deck_gives_the_same_bytes(eight: Deck) -> None:
    pytest.importorskip("genanki", reason="genanki is not installed")
    first = FORMATS["anki"].write(eight).data
    assert FORMATS["anki"].write(eight).data == first
    assert FORMATS["anki"].write(edited(eight)).data != first
    with zipfile.ZipFile(io.BytesIO(first)) as file:
        assert file.namelist() == ["collection.anki2", "media"]


def test_without_genanki_it_is_said_what_to_do(
    eight: Deck, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "genanki", None)
    with pytest.raises(KitError) as error:
        FORMATS["anki"].write(eight)
    assert "speech-study-kit[anki]" in str(error.value)
