"""Whatever happens to the database, the self-test goes on, says why, and harms nothing kept."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kit.errors import KitError
from kit.progress import Attempt, Keeper, Store
from kit.progress.database import STEPS
from kit.progress.store import KeepResult
from kit.quiz import Question
from tests.responses import report, wrong

Maker = Callable[..., Attempt]
KEPT = KeepResult(True)
ROOT = getattr(os, "geteuid", lambda: 1)() == 0


def filled(file: Path, attempt: Maker, number: int = 300) -> tuple[Attempt, ...]:
    """Keep some attempts in a file and return them."""
    with Store(f"sqlite:///{file}") as store:
        store.add([attempt(f"q{each}") for each in range(number)])
        return store.attempts()


def refused(result: KeepResult, why: str) -> None:
    assert not result.kept
    assert result.why.startswith("作答没有保存。")
    assert why in result.why
    assert result.why.endswith("自测可以继续，以前的记录没有改动。")


def test_an_answer_is_kept_at_once(store: Store, file: Path, attempt: Maker) -> None:
    made = attempt()
    assert Keeper(store).keep(made) == KEPT
    with Store(f"sqlite:///{file}") as another:
        assert another.attempts() == (made,)


def test_what_a_self_test_reports_is_kept(store: Store, questions: tuple[Question, ...]) -> None:
    keeper = Keeper(store)
    assert keeper.hear(report(questions[0]), questions, study_set="zh", session="mixed") == KEPT
    assert [each.session for each in store.attempts()] == ["mixed"]


def test_a_browser_that_lies_is_overruled(store: Store, questions: tuple[Question, ...]) -> None:
    lie = report(questions[0], wrong(questions[0]), outcome="right", score=1)
    assert Keeper(store).hear(lie, questions, study_set="zh") == KEPT
    assert [(each.outcome, each.score) for each in store.attempts()] == [("wrong", 0.0)]


def test_an_unanswered_question_that_is_called_right_is_not_kept(
    store: Store, questions: tuple[Question, ...]
) -> None:
    lie = report(questions[0]) | {"response": None}
    refused(Keeper(store).hear(lie, questions, study_set="zh"), "没有答案")
    assert store.attempts() == ()


@pytest.mark.parametrize("told", [{}, {"id": 3}, {"id": "q"}, {"id": []}])
def test_what_is_no_answer_is_refused(
    store: Store, questions: tuple[Question, ...], told: dict[str, object]
) -> None:
    refused(Keeper(store).hear(told, questions, study_set="zh"), "题目不在试卷中")
    refused(Keeper(store).hear(None, questions, study_set="zh"), "程序出错")  # type: ignore[arg-type]


@pytest.mark.parametrize("size", [2, 15, 16, 99, 100, 511, 512, 4096, 50_000])
def test_a_file_of_something_else_is_left_as_it_is(
    store: Store, file: Path, attempt: Maker, size: int
) -> None:
    file.parent.mkdir()
    file.write_bytes((b"not a database at all. " * size)[:size])
    before = file.read_bytes()
    refused(Keeper(store).keep(attempt()), "已损坏")
    with pytest.raises(KitError, match="已损坏"):
        store.attempts()
    with pytest.raises(KitError, match="已损坏"):
        store.forget()
    assert file.read_bytes() == before


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def blank_page(data: bytes) -> bytes:
    return data[:8192] + bytes(4096) + data[12288:]


def blank_head(data: bytes) -> bytes:
    return bytes(100) + data[100:]


def noise(data: bytes) -> bytes:
    return data[:4096] + bytes(number * 7 % 251 for number in range(4096)) + data[8192:]


def blank_leaf(data: bytes) -> bytes:
    """Blank a page of old rows, which keeping a new one does not touch."""
    leaves = [at for at in range(4096, len(data), 4096) if data[at] == 0x0D]  # leaves of tables
    middle = leaves[len(leaves) // 2]
    return data[:middle] + bytes(4096) + data[middle + 4096 :]


@pytest.mark.parametrize("harm", [cut, blank_page, blank_head, blank_leaf, noise])
def test_a_damaged_file_is_not_written_to(
    store: Store, file: Path, attempt: Maker, harm: Callable[[bytes], bytes]
) -> None:
    filled(file, attempt)
    file.write_bytes(harm(file.read_bytes()))
    before = file.read_bytes()
    refused(Keeper(store).keep(attempt()), "已损坏")
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_file_damaged_meanwhile_is_noticed(store: Store, file: Path, attempt: Maker) -> None:
    keeper = Keeper(store)
    assert keeper.keep(attempt()).kept
    file.write_bytes(b"overwritten by another program " * 500)
    before = file.read_bytes()
    refused(keeper.keep(attempt()), "已损坏")
    assert file.read_bytes() == before


def test_a_file_taken_away_meanwhile_is_begun_anew(
    store: Store, file: Path, attempt: Maker
) -> None:
    keeper, first, second = Keeper(store), attempt(), attempt()
    keeper.keep(first)
    file.rename(file.with_name("moved.sqlite3"))
    assert keeper.keep(second) == KEPT
    assert store.attempts() == (second,)
    with Store(f"sqlite:///{file.with_name('moved.sqlite3')}") as moved:
        assert moved.attempts() == (first,)


def test_a_read_only_database_can_still_be_read(file: Path, attempt: Maker) -> None:
    before = filled(file, attempt)
    with Store(f"sqlite:///file:{file}?mode=ro&uri=true") as store:
        refused(Keeper(store).keep(attempt()), "只读")
        assert store.attempts() == before


@pytest.fixture
def guest() -> Iterator[Path]:
    """A folder that the test may read and not write, even where it runs as root."""
    if not hasattr(os, "seteuid"):
        pytest.skip("Windows has other permissions")
    folder = Path(tempfile.mkdtemp(prefix="kit-guest-"))
    folder.chmod(0o755)
    yield folder
    if ROOT:
        os.seteuid(0)
    folder.chmod(0o755)
    shutil.rmtree(folder)


def become_guest(folder: Path) -> None:
    for path in folder.iterdir():
        path.chmod(0o444)
    folder.chmod(0o555)
    if ROOT:
        os.seteuid(65534)


def test_a_file_without_permission_to_write_is_only_read(guest: Path, attempt: Maker) -> None:
    file = guest / "progress.sqlite3"
    before = filled(file, attempt)
    become_guest(guest)
    with Store(f"sqlite:///{file}") as store:
        refused(Keeper(store).keep(attempt()), "只读")
        assert store.attempts() == before


def test_a_folder_without_permission_is_named(guest: Path, attempt: Maker) -> None:
    become_guest(guest)
    with Store(f"sqlite:///{guest / 'new' / 'progress.sqlite3'}") as store:
        refused(Keeper(store).keep(attempt()), "没有读写记录文件的权限")
        assert store.attempts() == ()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, attempt: Maker) -> None:
    (tmp_path / "data").write_text("a file", encoding="utf-8")
    with Store(f"sqlite:///{tmp_path / 'data' / 'progress.sqlite3'}") as store:
        refused(Keeper(store).keep(attempt()), "打不开")


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk of 96 kB."""
    folder = Path(tempfile.mkdtemp(prefix="kit-disk-"))
    mount = ["mount", "-t", "tmpfs", "-o", "size=96k", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        folder.rmdir()
        pytest.skip("no disk can be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)
    folder.rmdir()


def until_refused(keeper: Keeper, attempt: Maker) -> tuple[list[Attempt], KeepResult]:
    kept: list[Attempt] = []
    for _ in range(2000):
        made = attempt()
        result = keeper.keep(made)
        if not result.kept:
            return kept, result
        kept.append(made)
    raise AssertionError("the disk is never full")


def test_a_full_disk_loses_nothing_and_goes_on_when_there_is_room(
    small_disk: Path, attempt: Maker
) -> None:
    file = small_disk / "progress.sqlite3"
    with Store(f"sqlite:///{file}") as store:
        keeper = Keeper(store)
        kept, result = until_refused(keeper, attempt)
        refused(result, "磁盘")
        assert len(kept) > 50
        assert set(store.attempts()) == set(kept)
        larger = ["mount", "-o", "remount,size=192k", str(small_disk)]
        subprocess.run(larger, check=True)
        kept.append(attempt())
        assert keeper.keep(kept[-1]) == KEPT
        assert set(store.attempts()) == set(kept)


LIMITED = """
import resource, sys
from datetime import UTC, datetime
from kit.progress import Attempt, Keeper, Store

resource.setrlimit(resource.RLIMIT_FSIZE, (120_000, 120_000))
store = Store(sys.argv[1])
keeper = Keeper(store)
for number in range(2000):
    made = Attempt("zh", f"q{number}", "0", "single", 0, "right", 1.0, datetime.now(UTC))
    result = keeper.keep(made)
    if not result.kept:
        break
    print(made.uuid)
print(result.why)
"""


def test_a_file_that_may_not_grow_loses_nothing(store: Store, file: Path) -> None:
    pytest.importorskip("resource")
    run = subprocess.run(
        [sys.executable, "-c", LIMITED, f"sqlite:///{file}"],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        check=True,
    )
    *kept, why = run.stdout.splitlines()
    refused(KeepResult(False, why), "磁盘")
    assert len(kept) > 20
    assert {each.uuid for each in store.attempts()} == set(kept)


def test_a_newer_kits_database_is_left_alone(store: Store, file: Path, attempt: Maker) -> None:
    with Store(f"sqlite:///{file}", steps=(*STEPS, ("SELECT 1",))) as newer:
        newer.add([attempt()])
    refused(Keeper(store).keep(attempt()), "请先升级学习工具")


def test_a_file_locked_for_long_is_told(
    store: Store, file: Path, attempt: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kit.progress.database._WAIT", 0.05)
    filled(file, attempt, 1)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    refused(Keeper(store).keep(attempt()), "被别的程序占用")
    other.close()
    assert Keeper(store).keep(attempt()) == KEPT


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("nonsense", "不是合格的数据库地址"),
        ("nosuch://host/db", "不是合格的数据库地址"),
        ("mssql+pymssql://me:secret@host/db", "驱动程序"),
        ("postgresql://me:secret@/db?host=/nowhere", "连接不上数据库"),
    ],
)
def test_an_address_that_leads_nowhere_is_told_without_its_password(
    url: str, why: str, attempt: Maker
) -> None:
    if "postgresql" in url:
        pytest.importorskip("psycopg")
    with Store(url) as store:
        result = Keeper(store).keep(attempt())
    refused(result, why)
    assert "secret" not in result.why


def test_a_read_only_server_is_told(postgres: str, attempt: Maker) -> None:
    with Store(postgres) as store:
        store.add([attempt()])
    with Store(f"{postgres}&options=-c%20default_transaction_read_only=on") as store:
        refused(Keeper(store).keep(attempt()), "数据库是只读的")
        assert store.attempts()


def test_a_server_that_comes_back_is_used_again(postgres: str, attempt: Maker) -> None:
    from sqlalchemy import create_engine

    with Store(postgres) as store:
        keeper = Keeper(store)
        assert keeper.keep(attempt()) == KEPT
        engine = create_engine(postgres.replace("postgresql:", "postgresql+psycopg:"))
        with engine.connect() as connection:
            connection.exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )
        engine.dispose()
        assert keeper.keep(attempt()) == KEPT
