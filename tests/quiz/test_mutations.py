"""However a real paper is spoilt, the kit says so and says where."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kit.errors import Fault
from kit.library import DEFAULT_SET, study_set
from kit.quiz import Paper, parse_paper, read_paper
from kit.quiz.lines import lines_of
from kit.quiz.lint import check_papers
from kit.speech import load_speech
from tests.quiz.mutations import MUTATIONS
from tests.quiz.spoilt_files import FILES
from tests.sample_papers import PAPER

EXAMPLES = 6
SPEECH = load_speech(study_set(DEFAULT_SET))
PAPERS = {path.stem: path.read_text(encoding="utf-8") for path in study_set(DEFAULT_SET).papers()}
BUILT_IN = sorted(PAPERS)
PAPERS["every_kind"] = PAPER.replace("> 解析", "> 层次：细读\n> 解析")


def told(paper: Paper) -> list[Fault]:
    return [each for each in check_papers([paper], SPEECH) if each.what not in UNSPOILT]


def read(lines: list[str]) -> Paper:
    return parse_paper("\n".join(lines), SPEECH, name="卷", shown="卷.md")


UNSPOILT = {each.what for each in check_papers([read(lines_of(PAPERS["every_kind"]))], SPEECH)}
"""What the short paper with one question of each kind is told of as it stands."""


def test_there_are_two_hundred_mutations() -> None:
    assert len(MUTATIONS) * EXAMPLES + len(FILES) >= 200


@pytest.mark.parametrize("name", BUILT_IN)
def test_an_unspoilt_paper_has_nothing_to_be_told(name: str) -> None:
    assert told(read(lines_of(PAPERS[name]))) == []


@pytest.mark.parametrize("mutation", MUTATIONS)
@settings(max_examples=EXAMPLES)
@given(data=st.data(), seed=st.integers(0, 2**32))
def test_a_spoilt_paper_is_told_where_it_is_spoilt(
    mutation: str, data: st.DataObject, seed: int
) -> None:
    ways = {
        name: spoilt
        for name, paper in PAPERS.items()
        if (spoilt := MUTATIONS[mutation](lines_of(paper), Random(seed)))
    }
    assume(ways)
    spoilt = ways[data.draw(st.sampled_from(sorted(ways)))]
    lines, first, last = spoilt
    found = told(read(lines))
    assert all(each.path == "卷.md" and 1 <= each.line <= len(lines) for each in found)
    assert all(each.what.endswith("。") and each.remedy.endswith("。") for each in found)
    here = [each for each in found if first <= each.line <= last]
    assert here, "\n".join(lines[first - 1 : last])


@pytest.mark.parametrize("way", FILES)
@settings(max_examples=3)
@given(name=st.sampled_from(sorted(PAPERS)), seed=st.integers(0, 2**32))
def test_a_spoilt_file_is_told_with_a_line_of_it(
    tmp_path_factory: pytest.TempPathFactory, way: str, name: str, seed: int
) -> None:
    path: Path = tmp_path_factory.getbasetemp() / "spoilt.md"
    path.write_bytes(FILES[way](PAPERS[name], Random(seed)))
    found = told(read_paper(path, SPEECH, shown="卷.md"))
    assert found
    for each in found:
        assert each.path == "卷.md"
        assert 1 <= each.line <= 1 + path.read_bytes().count(b"\n")
