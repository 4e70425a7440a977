"""`kit new` makes a set that runs, and keeps what a person wrote into it."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kit import files
from kit.errors import KitError
from kit.handout import write_handouts
from kit.identity import key_of, remember, stored_id
from kit.lab import check_set
from kit.library import StudySet, study_set, working_root
from kit.making import make_set
from kit.making.dividing import divide
from kit.making.made_set import MadeSet
from kit.making.manifest import MADE
from kit.quiz import read_papers
from kit.speech import load_speech
from tests.making.texts import SPEECH


@pytest.fixture
def text(tmp_path: Path) -> Path:
    file = tmp_path / "garden.txt"
    file.write_bytes(SPEECH.encode())
    return file


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> MadeSet:
    """A set made once; no test changes it."""
    file = tmp_path_factory.mktemp("made") / "garden.txt"
    file.write_bytes(SPEECH.encode())
    return make_set(file, root=file.parent / "sets")


@pytest.fixture
def made(pattern: MadeSet, text: Path) -> MadeSet:
    """A copy of it that a test may change."""
    root = text.parent / "sets"
    shutil.copytree(pattern.study_set.root, root)
    return replace(pattern, study_set=StudySet("garden", root))


def again(made: MadeSet, text: Path) -> MadeSet:
    return make_set(text, root=made.study_set.root)


def cells(path: Path) -> list[dict[str, Any]]:
    return list(json.loads(path.read_text(encoding="utf-8"))["cells"])


def rewrite(path: Path, cell_id: str, source: str) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    next(each for each in notebook["cells"] if each["id"] == cell_id)["source"] = source
    path.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")


def everything(root: Path) -> dict[str, bytes]:
    files = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def test_a_new_set_has_no_fault_and_no_warning(made: MadeSet) -> None:
    assert [str(each) for each in made.faults if each.severity == "fault"] == []
    assert made.faults == check_set(made.study_set)


def test_the_text_is_kept_byte_for_byte(made: MadeSet, text: Path) -> None:
    assert made.study_set.speech_file.read_bytes() == text.read_bytes()


def test_title_and_date_are_taken_from_the_text(made: MadeSet) -> None:
    source = tomllib.loads(made.study_set.source_file.read_text(encoding="utf-8"))
    assert (source["title"], source["date"]) == ("某市2031年园林工作要点", "2031-03-02")
    assert (source["speaker"], source["rights"]) == ("", "")


def test_a_set_has_an_id_of_its_own_for_good(made: MadeSet, text: Path) -> None:
    own = stored_id(made.study_set)
    other = make_set(text, root=text.parent / "other")
    assert stored_id(other.study_set) != own
    assert key_of(other.study_set) == stored_id(other.study_set)
    text.write_bytes(SPEECH.replace("种好街边的树", "种好街边的大树").encode())
    assert stored_id(again(made, text).study_set) == own


def test_a_set_that_was_moved_and_made_again_is_the_same(made: MadeSet, text: Path) -> None:
    own, moved = made.study_set, text.parent / "moved"
    key = remember(own)
    shutil.move(own.root, moved)
    text.write_bytes(SPEECH.replace("种好街边的树", "种好街边的大树").encode())
    assert key_of(make_set(text, root=moved, name=own.name).study_set) == key


def test_a_set_made_before_there_were_ids_keeps_its_name_for_one(text: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kit.making.assembly.new_id", lambda _: "")
        made = make_set(text, root=text.parent / "sets", name="before")
    text.write_bytes(SPEECH.replace("种好街边的树", "种好街边的大树").encode())
    assert stored_id(make_set(text, root=made.study_set.root, name="before").study_set) == ""
    assert key_of(made.study_set) == "before"


def test_each_part_has_its_lesson_between_an_opening_and_the_tests(made: MadeSet) -> None:
    assert [path.stem for path in made.study_set.lessons()] == [
        "00_index",
        "01_opening",
        "02_part_1",
        "03_part_2",
        "04_part_3",
        "05_distribution",
        "06_self_test",
        "07_my_review",
        "08_session_1",
        "09_session_2",
    ]


def test_a_speech_too_short_for_questions_gets_no_test(text: Path) -> None:
    text.write_text("各位同志，大家好。\n", encoding="utf-8")
    made = make_set(text, root=text.parent / "sets")
    assert made.study_set.papers() == ()
    stems = [path.stem for path in made.study_set.lessons()]
    assert stems == ["00_index", "01_text", "02_distribution"]
    assert [each for each in made.faults if each.severity == "fault"] == []


def test_the_lessons_are_stored_as_the_built_in_ones_are(made: MadeSet) -> None:
    for path in made.study_set.lessons():
        stored = path.read_text(encoding="utf-8")
        content = json.loads(stored)
        assert stored == json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        start = ["title-notes"] if "session" in path.stem else ["start"]
        assert [each["id"] for each in content["cells"]][:3] == ["title", *start, "setup"]


def test_every_question_says_that_a_rule_made_it(made: MadeSet) -> None:
    papers = read_papers(made.study_set, load_speech(made.study_set))
    questions = [each for paper in papers for each in paper.questions]
    assert len(questions) >= 8
    assert all(each.generated for each in questions)
    assert {"single", "multiple"} <= {each.kind for each in questions}


def test_what_the_whole_is_made_of_is_asked_for_first_part_by_part(made: MadeSet) -> None:
    papers = read_papers(made.study_set, load_speech(made.study_set))
    first = papers[0].questions[0]
    assert first.kind == "recall"
    assert first.points == ("种好街边的树", "办好小微公园", "加强组织保障")


def test_what_the_cells_show_is_the_whole_text(made: MadeSet) -> None:
    speech = load_speech(made.study_set)
    shown = [block.passage for lesson in divide(speech) for block in lesson.blocks]
    assert "".join("".join(each.text.split()) for each in sorted(shown, key=lambda p: p.start)) == (
        "".join(SPEECH.split())
    )


def test_the_lessons_run_and_become_handouts(made: MadeSet, tmp_path: Path) -> None:
    chosen = made.study_set
    lessons = [chosen.index, chosen.notebooks / "02_part_1.ipynb"]
    written = write_handouts(chosen, to=tmp_path / "out", lessons=lessons)
    assert (written.errors, written.notices) == ((), ())
    page = (tmp_path / "out" / "02_part_1.html").read_text(encoding="utf-8")
    assert "记住" in page
    assert "待写" not in page
    assert "容易误解的地方" not in page  # nothing but what is still to be written


def test_a_lesson_without_a_self_test_becomes_a_handout_too(tmp_path: Path) -> None:
    file = tmp_path / "short.txt"
    file.write_text("各位同志，大家好。\n", encoding="utf-8")
    chosen = make_set(file, root=tmp_path).study_set
    written = write_handouts(chosen, to=tmp_path / "out", lessons=chosen.lessons()[1:2])
    assert (written.errors, written.notices) == ((), ())
    assert (tmp_path / "out" / "01_text.html").is_file()


def test_what_is_still_to_be_written_is_listed_lesson_by_lesson(made: MadeSet) -> None:
    listed = {fault.path: fault.what for fault in made.faults}
    assert listed["notebooks/garden/02_part_1.ipynb"] == (
        "还有 8 处待写：缘由、主旨、误解、背景、条线、情境、参考要点、答问。"
    )
    assert "notebooks/garden/06_self_test.ipynb" not in listed


def test_the_list_of_what_to_write_stands_in_the_index_for_the_teacher(made: MadeSet) -> None:
    leader = next(each for each in cells(made.study_set.index) if each["id"] == "leader")
    assert leader["metadata"]["tags"] == ["teacher"]
    assert len(made.todo) >= 4
    assert sum(line.startswith("- ") for line in leader["source"]) == len(made.todo)


def test_made_again_nothing_changes(made: MadeSet, text: Path) -> None:
    before = everything(made.study_set.root)
    second = again(made, text)
    assert (second.written, second.removed, second.kept) == ((), (), ())
    assert everything(made.study_set.root) == before


def test_what_a_person_wrote_stays_when_the_text_changes(made: MadeSet, text: Path) -> None:
    chosen = made.study_set
    lesson, paper = chosen.notebooks / "02_part_1.ipynb", chosen.quizzes / "02_part_1.md"
    rewrite(lesson, "discuss-1", "## 讨论\n\n**第 1 题**　我的讨论题？")
    own = "## my01 第一部分要求引进什么新品种？____\n\n= 绿先锋\n\n> 依据：绿先锋\n> 解析：略。\n"
    paper.write_text(paper.read_text(encoding="utf-8") + "\n" + own, encoding="utf-8")
    chosen.words_file.write_text("滴灌到根 100000 n\n我的词 100000 n\n", encoding="utf-8")
    source = chosen.source_file.read_text(encoding="utf-8")
    chosen.source_file.write_text(source.replace('speaker = ""', 'speaker = "某人"'), "utf-8")
    text.write_text(SPEECH.replace("建设12个", "建设15个"), encoding="utf-8")
    second = again(made, text)
    assert [str(each) for each in second.faults if each.severity == "fault"] == []
    assert "我的讨论题" in lesson.read_text(encoding="utf-8")
    assert "## my01" in paper.read_text(encoding="utf-8")
    assert chosen.words_file.read_text(encoding="utf-8").splitlines() == [
        "滴灌到根 100000 n",
        "我的词 100000 n",
    ]
    assert load_speech(chosen).source.speaker == "某人"
    assert "15个" in chosen.speech_file.read_text(encoding="utf-8")


def test_a_lesson_follows_its_part_to_another_number(made: MadeSet, text: Path) -> None:
    rewrite(made.study_set.notebooks / "03_part_2.ipynb", "why", "## 我的目标")
    first = "一、先做准备\n" + "做好计划，开展调查，落实人员。" * 16 + "\n"
    changed = SPEECH.replace("三、加强", "四、加强").replace("二、办好", "三、办好")
    text.write_text(changed.replace("一、种好", first + "二、种好"), encoding="utf-8")
    second = again(made, text)
    lessons = {path.stem: path for path in second.study_set.lessons()}
    assert "我的目标" in lessons["04_part_3"].read_text(encoding="utf-8")
    assert "我的目标" not in lessons["03_part_2"].read_text(encoding="utf-8")
    boxes = [
        re.findall(r"kit\.note\(.*?(\d+-\d+)", path.read_text("utf-8")) for path in lessons.values()
    ]
    named = [box for found in boxes for box in found]
    assert len(set(named)) == len(named)
    assert boxes[list(lessons).index("04_part_3")] == ["03-1", "03-2"]
    assert [str(each) for each in second.faults if each.severity == "fault"] == []


def four_parts(*parts: int) -> str:
    """Return a text with some of four sections, numbered anew."""
    named = [("种好树", "香樟"), ("办好公园", "公园"), ("加强保障", "队伍"), ("整治河道", "河道")]
    text = "某市2031年园林工作要点\n" + "各位同志，现在部署今年的工作，请大家认真研究。" * 12 + "\n"
    for number, part in zip("一二三四", parts, strict=False):
        title, of = named[part - 1]
        text += f"{number}、{title}\n"
        text += f"（一）管好{of}。制定{of}养护计划，完善{of}收集设施，建立{of}巡查队伍。\n"
        text += f"（二）用好{of}。推广{of}先进办法，开展{of}民意征集，健全{of}档案资料。\n"
        text += f"说到{of}，大家都有话讲，这里不一一细说，会后可以接着谈。" * 7 + "\n"
    return text


def with_own_writing(file: Path) -> StudySet:
    """Make a set of four parts, and write into the lesson and the paper of the second."""
    file.write_text(four_parts(1, 2, 3, 4), encoding="utf-8")
    chosen = make_set(file, root=file.parent).study_set
    rewrite(chosen.notebooks / "03_part_2.ipynb", "why", "## 我的目标")
    paper = chosen.quizzes / "03_part_2.md"
    own = "## mine01 公园要公布什么？____\n\n= 结果\n\n> 依据：公布公园结果\n> 解析：略。\n"
    paper.write_text(paper.read_text(encoding="utf-8") + "\n" + own, encoding="utf-8")
    return chosen


def test_writing_in_a_part_that_is_gone_makes_way_for_the_next_part(tmp_path: Path) -> None:
    file = tmp_path / "t.txt"
    chosen = with_own_writing(file)
    mine = [chosen.notebooks / "03_part_2.ipynb", chosen.quizzes / "03_part_2.md"]
    before = [path.read_bytes() for path in mine]
    file.write_text(four_parts(1, 3, 4), encoding="utf-8")
    second = make_set(file, root=tmp_path)
    aside = [path.with_stem("03_part_2_old") for path in mine]
    assert [path.read_bytes() for path in aside] == before
    assert set(aside) <= set(second.written)
    assert set(second.kept) == {
        "notebooks/t/03_part_2_old.ipynb（原为 03_part_2.ipynb，已经没有这一课）",
        "quizzes/t/03_part_2_old.md（原为 03_part_2.md，已经没有这一课）",
    }
    assert all("加强保障" in path.read_text(encoding="utf-8") for path in mine)
    assert not any("我的目标" in path.read_text(encoding="utf-8") for path in mine)
    stood = everything(tmp_path)
    assert make_set(file, root=tmp_path).written == ()
    assert everything(tmp_path) == stood


def test_writing_in_a_part_that_now_shares_a_lesson_is_set_aside_without_a_fault(
    tmp_path: Path,
) -> None:
    file = tmp_path / "t.txt"
    with_own_writing(file)
    text = four_parts(1, 2, 3, 4)
    file.write_text(text[: text.index("二、")] + "二、办好公园\n用好公园。\n", encoding="utf-8")
    second = make_set(file, root=tmp_path)
    assert "notebooks/t/03_part_2_old.ipynb（原为 03_part_2.ipynb，已经没有这一课）" in second.kept
    old = second.study_set.notebooks / "03_part_2_old.ipynb"
    assert "我的目标" in old.read_text(encoding="utf-8")
    assert not old.with_stem("03_part_2").exists()
    assert [str(each) for each in second.faults if each.severity == "fault"] == []


def test_a_file_set_aside_takes_the_place_of_no_other(tmp_path: Path) -> None:
    file = tmp_path / "t.txt"
    chosen = with_own_writing(file)
    old = chosen.quizzes / "03_part_2_old.md"
    old.write_text("# 我自己的卷子\n", encoding="utf-8")
    file.write_text(four_parts(1, 3, 4), encoding="utf-8")
    make_set(file, root=tmp_path)
    assert old.read_text(encoding="utf-8") == "# 我自己的卷子\n"
    assert "## mine01" in old.with_stem("03_part_2_old_2").read_text(encoding="utf-8")


def test_a_part_that_is_gone_and_has_nothing_of_a_persons_is_not_kept(tmp_path: Path) -> None:
    file = tmp_path / "t.txt"
    file.write_text(four_parts(1, 2, 3, 4), encoding="utf-8")
    make_set(file, root=tmp_path)
    file.write_text(four_parts(1, 3, 4), encoding="utf-8")
    assert make_set(file, root=tmp_path).kept == ()
    assert not list(tmp_path.rglob("*_old*"))


def test_a_persons_own_paper_makes_way_for_a_lesson_that_moves(tmp_path: Path) -> None:
    file = tmp_path / "t.txt"
    file.write_text(four_parts(1, 3), encoding="utf-8")
    chosen = make_set(file, root=tmp_path).study_set
    own = chosen.quizzes / "04_part_3.md"
    own.write_bytes("# 我自己的卷子\n".encode("gb18030"))
    file.write_text(four_parts(1, 2, 3), encoding="utf-8")
    second = make_set(file, root=tmp_path)
    assert own.with_stem("04_part_3_old").read_text(encoding="gb18030") == "# 我自己的卷子\n"
    assert second.kept == ("quizzes/t/04_part_3_old.md（原为 04_part_3.md，这个名字归了另一课）",)


def test_metadata_that_a_person_set_stays_when_another_cell_changes(
    made: MadeSet, text: Path
) -> None:
    path = made.study_set.notebooks / "02_part_1.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    why = next(each for each in notebook["cells"] if each["id"] == "why")
    why["metadata"]["tags"] = ["teacher"]
    notebook["metadata"]["mine"] = {"seen": True}
    path.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")
    text.write_text(SPEECH.replace("种好街边的树\n", "种好街边的大树\n"), encoding="utf-8")
    rewrite(path, "discuss-1", "## 我的讨论题")
    again(made, text)
    after = json.loads(path.read_text(encoding="utf-8"))
    assert after["cells"][0]["source"] != notebook["cells"][0]["source"]
    assert next(each for each in after["cells"] if each["id"] == "why")["metadata"] == {
        "tags": ["teacher"]
    }
    assert after["metadata"] == notebook["metadata"]


def test_a_question_taken_out_does_not_come_back(made: MadeSet, text: Path) -> None:
    paper = made.study_set.quizzes / "02_part_1.md"
    head, *blocks = paper.read_text(encoding="utf-8").split("\n## ")
    paper.write_text("\n## ".join([head, *blocks[1:]]), encoding="utf-8")
    again(made, text)
    assert blocks[0].split()[0] not in paper.read_text(encoding="utf-8")


def test_a_correction_of_the_outline_is_taken_up(made: MadeSet, text: Path) -> None:
    line = SPEECH.splitlines().index("二、办好小微公园") + 1
    with made.study_set.source_file.open("a", encoding="utf-8") as file:
        file.write(f"\n[[outline]]\nline = {line}\ntext = true\n")
    second = again(made, text)
    assert len(second.study_set.lessons()) < len(made.written)
    assert not (made.study_set.notebooks / "03_part_2.ipynb").exists() or second.kept == ()
    assert [str(each) for each in second.faults if each.severity == "fault"] == []


def test_a_set_that_a_person_wrote_is_not_overwritten(text: Path) -> None:
    root = text.parent / "sets"
    mine = StudySet("garden", root)
    mine.seeds.mkdir(parents=True)
    mine.speech_file.write_text("我的讲话。", encoding="utf-8")
    with pytest.raises(KitError, match="不是用 kit new 做的"):
        make_set(text, root=root, name="garden")
    assert everything(root) == {"seeds/garden/speech.txt": "我的讲话。".encode()}
    assert make_set(text, root=root).study_set.name == "garden_2"


def test_two_different_corrections_of_the_text_are_not_guessed_between(
    made: MadeSet, text: Path
) -> None:
    made.study_set.speech_file.write_text(SPEECH.replace("香樟", "梧桐"), encoding="utf-8")
    text.write_text(SPEECH.replace("银杏", "白杨"), encoding="utf-8")
    before = everything(made.study_set.root)
    with pytest.raises(KitError, match="以哪一份为准"):
        again(made, text)
    assert everything(made.study_set.root) == before


def test_a_correction_of_the_text_in_the_set_is_kept_for_good(made: MadeSet, text: Path) -> None:
    corrected = SPEECH.replace("香樟", "梧桐").encode()
    made.study_set.speech_file.write_bytes(corrected)
    for _ in range(3):
        again(made, text)
        assert made.study_set.speech_file.read_bytes() == corrected
    text.write_text(SPEECH.replace("银杏", "白杨"), encoding="utf-8")
    with pytest.raises(KitError, match="以哪一份为准"):
        again(made, text)
    assert made.study_set.speech_file.read_bytes() == corrected


def test_nothing_is_left_behind_when_writing_fails(
    text: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, written = files.write_whole, []

    def full(path: Path, data: bytes | str) -> int:
        written.append(path)
        if len(written) == 9:
            raise KitError("磁盘满了。")
        return write(path, data)

    monkeypatch.setattr(files, "write_whole", full)
    with pytest.raises(KitError, match="磁盘满了"):
        make_set(text, root=text.parent / "sets")
    assert not (text.parent / "sets").exists()


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 50, b"%PDF-1.7"])
def test_a_file_that_is_no_text_leaves_no_set(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "bad.txt"
    file.write_bytes(content)
    with pytest.raises(KitError):
        make_set(file, root=tmp_path / "sets")
    assert not (tmp_path / "sets").exists()


def test_a_notebook_that_cannot_be_read_stops_it_with_its_name(made: MadeSet, text: Path) -> None:
    made.study_set.index.write_text("{", encoding="utf-8")
    with pytest.raises(KitError, match="00_index"):
        again(made, text)


@pytest.mark.parametrize("name", ["../up", "a b", "讲话", "-x", "x" * 41])
def test_a_name_that_is_no_folder_everywhere_is_refused(text: Path, name: str) -> None:
    with pytest.raises(KitError, match="不能作学习集的名字"):
        make_set(text, root=text.parent / "sets", name=name)


@pytest.mark.parametrize(
    ("file", "name"),
    [("My Plan.txt", "my_plan"), ("2015年报告.txt", "speech2015"), ("讲话.txt", "speech2031")],
)
def test_a_set_is_called_after_its_file(tmp_path: Path, file: str, name: str) -> None:
    (tmp_path / file).write_text(SPEECH, encoding="utf-8")
    made = make_set(tmp_path / file, root=tmp_path / "sets")
    assert made.study_set.name == name


def test_markdown_becomes_plain_text(tmp_path: Path) -> None:
    (tmp_path / "note.md").write_text("# " + SPEECH, encoding="utf-8")
    made = make_set(tmp_path / "note.md", root=tmp_path)
    assert made.study_set.speech_file.read_bytes() == SPEECH.rstrip("\n").encode()


def test_a_text_in_gb18030_stays_in_gb18030(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_bytes(SPEECH.encode("gb18030"))
    made = make_set(tmp_path / "old.txt", root=tmp_path)
    assert made.study_set.speech_file.read_bytes() == SPEECH.encode("gb18030")
    assert not [each for each in made.faults if each.severity == "fault"]


def test_without_a_name_the_new_set_of_the_working_folder_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "garden.txt").write_text(SPEECH, encoding="utf-8")
    assert working_root() == tmp_path
    made = make_set(Path("garden.txt"), root=working_root())
    assert study_set() == StudySet("garden", made.study_set.root.resolve())


def test_the_remembered_file_is_one_of_the_seeds(made: MadeSet) -> None:
    assert (made.study_set.seeds / MADE).is_file()


@pytest.mark.parametrize(
    "said",
    [
        "一句没有编号的话，说要做好工作。",
        "第一条 为了做好工作，制定本办法。\n第二条 本办法自公布之日起施行。\n",
        "一、甲<b>*_$x$\n（一）“乙”|丙。做好`丁`，推进[戊](己)。\n二、\\\n做好庚，落实辛。\n",
        "一、做好甲\n二、做好甲\n三、做好甲\n",
    ],
    ids=["no numbers", "a law", "signs of Markdown", "the same title again"],
)
def test_any_text_gives_a_set_without_a_fault(tmp_path: Path, said: str) -> None:
    (tmp_path / "any.txt").write_text(said, encoding="utf-8")
    made = make_set(tmp_path / "any.txt", root=tmp_path)
    assert [str(each) for each in made.faults if each.severity == "fault"] == []
    assert make_set(tmp_path / "any.txt", root=tmp_path).written == ()


@pytest.mark.parametrize("where", ["seeds/garden/words.txt", "quizzes/garden/02_part_1.md"])
def test_a_file_saved_in_another_encoding_is_named_and_left_alone(
    made: MadeSet, text: Path, where: str
) -> None:
    path = made.study_set.root / where
    mine = path.read_text(encoding="utf-8").encode("gb18030") + "词".encode("gb18030")
    path.write_bytes(mine)
    text.write_bytes(SPEECH.replace("12个", "13个").encode())
    with pytest.raises(KitError, match="不是 UTF-8"):
        again(made, text)
    assert path.read_bytes() == mine
