"""Where PostgreSQL cannot run, its tests say why; where CI is set, that is a failure."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.progress import postgres


def no_initdb(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "INSTALLED", str(path))
    monkeypatch.setenv("PATH", str(path))


def broken_initdb(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.chmod(0o755)
    (path / "initdb").write_text("#!/bin/sh\necho no room >&2\nexit 1\n", encoding="ascii")
    (path / "initdb").chmod(0o755)
    monkeypatch.setenv("PATH", f"{path}:/usr/bin:/bin")


HINDRANCES = {"there is no initdb": no_initdb, "no room|initdb|postgres": broken_initdb}


@pytest.mark.parametrize("why", HINDRANCES)
def test_without_a_server_its_tests_are_skipped_and_say_why(
    why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("psycopg")
    HINDRANCES[why](tmp_path, monkeypatch)
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match=why), postgres.postgresql():
        pass


def test_where_ci_is_set_they_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("psycopg")
    no_initdb(tmp_path, monkeypatch)
    monkeypatch.setenv("CI", "1")
    with pytest.raises(pytest.fail.Exception, match="there is no initdb"), postgres.postgresql():
        pass
