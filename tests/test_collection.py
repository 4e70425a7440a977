"""A folder of speeches becomes one file, however it was read and however often it was stopped."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest

from kit.cli import cli
from kit.collection import find_speeches, on_cores, on_dask, read_many
from kit.errors import KitError
from kit.reading_apart import Job, Limits, Readers, read_line
from kit.speech import parse

TEXT = "开会。\n一、种树\n一是栽种，推进{}号街种树，落实看护。\n"

LATE = {"limit": "time", "error": "没有读完。"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "speeches"
    (home / "older").mkdir(parents=True)
    for number in range(40):
        path = home / ("older" if number % 3 else ".") / f"{number:02}.txt"
        path.write_text(TEXT.format(number), encoding="utf-8")
    (home / "empty.txt").write_bytes(b"")
    (home / "picture.png").write_bytes(b"\x89PNG")
    return home


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "result" / "all.jsonl"


def in_turn(jobs: Sequence[Job]) -> Iterator[str]:
    return map(read_line, jobs)


def records(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_each_file_has_a_line_in_order_of_the_paths(folder: Path, out: Path) -> None:
    made = read_many(folder, out, run=in_turn)
    found = records(out)
    assert [each["file"] for each in found] == sorted(str(each["file"]) for each in found)
    assert (made.files, made.read, made.kept, made.failed, len(found)) == (41, 41, 0, 1, 41)


def test_a_line_has_the_outline_and_the_tasks_of_its_file(folder: Path, out: Path) -> None:
    read_many(folder, out, run=in_turn)
    record = next(each for each in records(out) if each["file"] == "00.txt")
    speech = parse(TEXT.format(0))
    assert [node["id"] for node in record["nodes"]] == [node.id for node in speech.nodes]  # type: ignore[attr-defined]
    assert [task["text"] for task in record["tasks"]] == [t.text for t in speech.tasks]  # type: ignore[attr-defined]
    assert record["characters"] == len(speech.text)


def test_a_file_that_cannot_be_read_says_why(folder: Path, out: Path) -> None:
    read_many(folder, out, run=in_turn)
    (bad,) = (each for each in records(out) if "error" in each)
    assert (bad["file"], bad["error"]) == ("empty.txt", "文件是空的。请放入讲话正文。")


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="every name is Unicode there")
def test_a_name_that_is_not_utf_8_stops_no_other_file(folder: Path, out: Path) -> None:
    name = os.fsdecode(b"b\xff.txt")
    (folder / name).write_text(TEXT.format(1), encoding="utf-8")
    assert read_many(folder, out, run=in_turn).files == 42
    assert name in [record["file"] for record in records(out)]
    assert read_many(folder, out, run=in_turn).kept == 42


def test_on_several_cores_the_result_is_the_same(folder: Path, out: Path) -> None:
    read_many(folder, out, run=in_turn)
    one = out.read_bytes()
    out.unlink()
    read_many(folder, out, run=on_cores(2))
    assert out.read_bytes() == one


def test_a_monstrous_file_is_named_and_not_read(folder: Path, out: Path) -> None:
    with (folder / "monster.txt").open("wb") as file:
        file.truncate(20_000_000_000)  # a hole: the disk holds nothing of it
    result = read_many(folder, out, run=on_cores(1))
    (record,) = (each for each in records(out) if each["file"] == "monster.txt")
    assert "error" in record
    assert result.stopped == ()


def test_a_file_that_takes_too_long_is_named_and_the_rest_is_read(folder: Path, out: Path) -> None:
    (folder / "30_long.txt").write_text("一是抓甲，推进乙。\n" * 160_000, encoding="utf-8")
    made = read_many(folder, out, run=on_cores(2, Limits(seconds=2)))
    assert (made.files, made.failed, made.stopped) == (42, 2, ("30_long.txt",))
    (record,) = (each for each in records(out) if "limit" in each)
    assert (record["file"], record["limit"]) == ("30_long.txt", "time")
    assert str(record["error"]).startswith("读了 2 秒还没有读完，没有再读。请")
    assert len([each for each in records(out) if "tasks" in each]) == 40


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere memory may have no limit")
def test_a_file_that_takes_too_much_memory_is_named(folder: Path, out: Path) -> None:
    (folder / "30_long.txt").write_text("一是抓甲，推进乙。\n" * 15_000, encoding="utf-8")
    made = read_many(folder, out, run=on_cores(1, Limits(memory=70_000_000)))
    assert (made.failed, made.stopped) == (2, ("30_long.txt",))
    (record,) = (each for each in records(out) if "limit" in each)
    assert record["limit"] == "memory"
    assert str(record["error"]).startswith("读它要用的内存超过 0.07 GB，没有再读。请")
    made = read_many(folder, out, run=on_cores(1))  # what reached a limit is not taken over
    assert (made.kept, made.read, made.failed, made.stopped) == (41, 1, 1, ())


@pytest.mark.skipif(os.name == "nt", reason="a process has no such signals there")
def test_a_reader_that_is_killed_is_named_and_followed_by_another(folder: Path) -> None:
    with closing(Readers()) as readers:
        job = (str(folder / "00.txt"), "00.txt")
        line = readers.read(job)
        for reader in readers._all:
            reader._process.kill()
        stopped = json.loads(readers.read(job))
        assert (stopped["limit"], stopped["file"]) == ("process", "00.txt")
        assert readers.read(job) == line


def test_no_reader_is_left_behind_where_the_reading_is_broken_off(folder: Path) -> None:
    lines = on_cores(2)([(str(path), path.name) for path in find_speeches(folder)])
    next(lines)
    readers = lines.gi_frame.f_locals["readers"]  # type: ignore[attr-defined]
    lines.close()  # type: ignore[attr-defined]
    assert not readers._all


def test_what_stands_beside_the_speeches_is_not_loaded(
    folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "json.py").write_text("raise SystemExit(1)", encoding="utf-8")
    monkeypatch.chdir(folder)
    assert read_many(folder, out, run=on_cores(1)).failed == 1


def test_on_dask_the_result_is_the_same(folder: Path, out: Path) -> None:
    dask = pytest.importorskip("dask")
    read_many(folder, out, run=in_turn)
    one = out.read_bytes()
    out.unlink()
    with dask.config.set(scheduler="threads"):
        read_many(folder, out, run=on_dask)
    assert out.read_bytes() == one


def test_a_run_that_was_stopped_goes_on_where_it_was(folder: Path, out: Path) -> None:
    def stopped(jobs: Sequence[Job]) -> Iterator[str]:
        yield from map(read_line, jobs[:17])
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_many(folder, out, run=stopped)
    assert not out.exists()
    made = read_many(folder, out, run=in_turn)
    assert (made.kept, made.read) == (17, 24)
    assert len(records(out)) == 41
    assert not out.with_name("all.jsonl.part").exists()


@pytest.mark.parametrize("cut", [1, 10, 300])
def test_a_line_that_was_broken_off_is_read_again(folder: Path, out: Path, cut: int) -> None:
    read_many(folder, out, run=in_turn)
    whole = out.read_bytes()
    out.with_name("all.jsonl.part").write_bytes(whole[:-cut])
    out.unlink()
    read_many(folder, out, run=in_turn)
    assert out.read_bytes() == whole


def test_only_files_that_changed_are_read_again(folder: Path, out: Path) -> None:
    read_many(folder, out, run=in_turn)
    (folder / "00.txt").write_text(TEXT.format(99), encoding="utf-8")
    (folder / "03.txt").unlink()
    (folder / "new.txt").write_text(TEXT.format(100), encoding="utf-8")
    made = read_many(folder, out, run=in_turn)
    assert (made.files, made.read, made.kept) == (41, 2, 39)
    assert "推进99号街种树" in out.read_text(encoding="utf-8")


def test_progress_counts_up_to_all_files(folder: Path, out: Path) -> None:
    told: list[tuple[int, int]] = []
    read_many(folder, out, run=in_turn, progress=lambda *each: told.append(each))
    assert told == [(number, 41) for number in range(1, 42)]


def test_a_folder_without_speeches_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(KitError, match="没有可以读的文件"):
        find_speeches(tmp_path)
    with pytest.raises(KitError, match="没有这个文件夹"):
        find_speeches(tmp_path / "nowhere")


def test_the_command_says_what_it_did(
    folder: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["library", str(folder), "--out", str(out), "--jobs", "1"]
    code = cli.main(arguments, standalone_mode=False)
    said = capsys.readouterr().out
    assert code == 1
    assert "41 篇" in said
    assert "有 1 篇读不了" in said


def test_the_command_names_what_reached_a_limit(
    folder: Path, out: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(jobs: Sequence[Job]) -> Iterator[str]:
        for line in in_turn(jobs):
            record = json.loads(line)
            yield line if record["file"] != "00.txt" else json.dumps(record | LATE) + "\n"

    monkeypatch.setattr("kit.collection.on_cores", lambda _: run)
    assert cli.main(["library", str(folder), "--out", str(out)], standalone_mode=False) == 1
    assert "  00.txt：太费时间或内存，没有读完。\n" in capsys.readouterr().out


def test_a_file_that_is_no_earlier_result_is_left_as_it_is(folder: Path, out: Path) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text("我的笔记\n", encoding="utf-8")
    with pytest.raises(KitError, match="不是以前读讲话的结果"):
        read_many(folder, out, run=in_turn)
    assert out.read_text(encoding="utf-8") == "我的笔记\n"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are of Unix")
def test_the_result_may_go_into_a_pipe(folder: Path, out: Path) -> None:
    read_many(folder, out, run=in_turn)
    pipe = out.with_name("pipe")
    os.mkfifo(pipe)
    came: list[bytes] = []
    reader = Thread(target=lambda: came.append(pipe.read_bytes()))
    reader.start()
    made = read_many(folder, pipe, run=in_turn)
    reader.join()
    assert (made.path, made.files) == (pipe, 41)
    assert came == [out.read_bytes()]
    assert pipe.is_fifo()
    assert sorted(path.name for path in out.parent.iterdir()) == ["all.jsonl", "pipe"]


def test_a_result_that_is_a_link_stays_one(folder: Path, out: Path, tmp_path: Path) -> None:
    out.parent.mkdir()
    out.symlink_to(tmp_path / "elsewhere.jsonl")
    for kept in (0, 41):
        assert read_many(folder, out, run=in_turn).kept == kept
        assert out.is_symlink()
        assert len(records(tmp_path / "elsewhere.jsonl")) == 41


def test_a_second_run_at_once_says_so_and_changes_nothing(folder: Path, out: Path) -> None:
    refused: list[str] = []

    def run(jobs: Sequence[Job]) -> Iterator[str]:
        try:
            read_many(folder, out, run=in_turn)
        except KitError as error:
            refused.append(error.what)
        return in_turn(jobs)

    assert read_many(folder, out, run=run).files == len(records(out)) == 41
    assert refused == ["另一个程序正在写它，这一次没有改动任何文件。"]
    assert list(out.parent.iterdir()) == [out]
