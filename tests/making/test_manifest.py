"""What is stored of a set is believed only of the set's own files."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from kit.errors import KitError
from kit.lab import trust_place
from kit.library import StudySet
from kit.making import make_set
from kit.making.manifest import MADE, digests
from tests.making.texts import SPEECH

OUTSIDE = "别人的文件。\n"


@pytest.fixture
def text(tmp_path: Path) -> Path:
    file = tmp_path / "garden.txt"
    file.write_bytes(SPEECH.encode())
    return file


@pytest.fixture
def made(text: Path) -> StudySet:
    """A set, and beside it a file of another set and one of no set."""
    root = text.parent / "sets"
    (root / "quizzes" / "other").mkdir(parents=True)
    for path in (text.parent / "outside.md", root / "quizzes" / "other" / "01.md"):
        path.write_text(OUTSIDE, encoding="utf-8")
    return make_set(text, root=root).study_set


def rewrite(study_set: StudySet, **changes: dict[str, Any]) -> None:
    path = study_set.seeds / MADE
    kept = json.loads(path.read_text(encoding="utf-8"))
    for key, entries in changes.items():
        kept[key] |= entries
    path.write_text(json.dumps(kept), encoding="utf-8")


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "name",
    [
        *("../outside.md", "quizzes/other/01.md", "quizzes/garden/../other/01.md"),
        *("quizzes/garden/sub/01.md", "quizzes\\garden\\..\\01.md", "C:/outside.md", "notes.md"),
        *("quizzes/garden/", "quizzes/garden/..", "quizzes/garden/01.md:stream", ""),
    ],
)
def test_a_stored_path_that_leads_out_of_the_set_is_refused(
    made: StudySet, text: Path, name: str
) -> None:
    rewrite(made, pieces={name: digests(name, OUTSIDE)})
    before = contents(text.parent)
    with pytest.raises(KitError, match="不属于这个学习集"):
        make_set(text, root=made.root, name=made.name)
    assert contents(text.parent) == before


def test_an_absolute_stored_path_is_refused(made: StudySet, text: Path) -> None:
    outside = text.parent / "outside.md"
    rewrite(made, pieces={outside.as_posix(): digests("outside.md", OUTSIDE)})
    with pytest.raises(KitError, match="不属于这个学习集"):
        make_set(text, root=made.root, name=made.name)
    assert outside.read_text(encoding="utf-8") == OUTSIDE


@pytest.mark.parametrize("stem", ["../other/01", "../../../outside", "/etc/hosts", "C:01", ""])
def test_a_lesson_is_not_carried_over_from_outside_the_set(
    made: StudySet, text: Path, stem: str
) -> None:
    rewrite(made, lessons={stem: "种好街边的树"})
    before = contents(text.parent)
    with pytest.raises(KitError, match="不属于这个学习集"):
        make_set(text, root=made.root, name=made.name)
    assert contents(text.parent) == before


def test_a_file_of_the_set_that_the_kit_did_not_write_is_not_removed(
    made: StudySet, text: Path
) -> None:
    own = made.quizzes / "extra.md"
    own.write_text(OUTSIDE, encoding="utf-8")
    rewrite(made, pieces={"quizzes/garden/extra.md": digests("extra.md", "程序写的。\n")})
    assert make_set(text, root=made.root).removed == ()
    assert own.read_text(encoding="utf-8") == OUTSIDE


@pytest.mark.parametrize("kind", ["seeds", "notebooks", "quizzes"])
def test_a_folder_that_is_a_link_is_followed_where_the_set_is_the_users_own_alone(
    made: StudySet, text: Path, kind: str
) -> None:
    folder, elsewhere = made.root / kind / made.name, text.parent / "elsewhere"
    folder.rename(elsewhere)
    folder.symlink_to(elsewhere, target_is_directory=True)
    sent = StudySet(made.name, made.root.rename(text.parent / "sent"))
    before = contents(elsewhere)
    text.write_bytes(SPEECH.replace("种好街边的树\n", "种好街边的大树\n").encode())
    with pytest.raises(KitError, match=r"通到别处的链接.*kit study garden --edit"):
        make_set(text, root=sent.root, name=made.name)
    assert contents(elsewhere) == before
    trust_place(sent)
    assert make_set(text, root=sent.root, name=made.name).kept == ()
    assert contents(elsewhere) != before
    assert (sent.root / kind / made.name).is_symlink()


def test_a_new_set_is_made_where_its_folders_lie_on_another_disk(
    text: Path, tmp_path: Path
) -> None:
    root, disk = tmp_path / "linked", tmp_path / "disk"
    root.mkdir()
    for kind in ("seeds", "notebooks", "quizzes"):
        (disk / kind).mkdir(parents=True)
        (root / kind).symlink_to(disk / kind, target_is_directory=True)
    for number in (12, 13):
        text.write_bytes(SPEECH.replace("12个", f"{number}个").encode())
        made = make_set(text, root=root)
        assert [str(each) for each in made.faults if each.severity == "fault"] == []
        assert f"{number}个" in (disk / "seeds/garden/speech.txt").read_text(encoding="utf-8")


def test_a_file_of_the_set_that_is_a_link_is_not_followed(made: StudySet, text: Path) -> None:
    paper = made.quizzes / "02_part_1.md"
    paper.unlink()
    paper.symlink_to(text.parent / "outside.md")
    with pytest.raises(KitError, match="02_part_1"):
        make_set(text, root=made.root)
    assert (text.parent / "outside.md").read_text(encoding="utf-8") == OUTSIDE


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are of Unix")
@pytest.mark.parametrize("name", [f"seeds/garden/{MADE}", "notebooks/garden/02_part_1.ipynb"])
def test_a_pipe_in_the_place_of_a_file_is_named_and_not_waited_for(
    made: StudySet, text: Path, name: str
) -> None:
    (made.root / name).unlink()
    os.mkfifo(made.root / name)
    reader = os.open(made.root / name, os.O_RDONLY | os.O_NONBLOCK)  # so that none waits
    try:
        text.write_bytes(SPEECH.replace("一", "二", 1).encode())
        with pytest.raises(KitError, match="不是普通文件"):
            make_set(text, root=made.root, name="garden")
    finally:
        os.close(reader)


def test_a_spoilt_record_stops_no_other_set(made: StudySet, text: Path) -> None:
    (made.seeds / MADE).write_text("{", encoding="utf-8")
    other = text.with_name("orchard.txt")
    other.write_bytes(SPEECH.encode())
    assert make_set(other, root=made.root).study_set.name == "orchard"
    with pytest.raises(KitError, match=MADE):
        make_set(text, root=made.root)
