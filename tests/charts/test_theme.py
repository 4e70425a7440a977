from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

import kit.charts
from kit.charts import theme
from kit.charts.theme import (
    DARK,
    HEAT,
    LIGHT,
    PARTS,
    Theme,
    contrast,
    css_variables,
    part_colours,
    text_on,
)

both = pytest.mark.parametrize("appearance", [LIGHT, DARK], ids=["light", "dark"])


@both
@pytest.mark.parametrize("ink", ["ink", "muted", "accent", "right", "wrong", "warn"])
@pytest.mark.parametrize("ground", ["paper", "panel"])
def test_text_can_be_read_on_paper_and_panel(appearance: Theme, ink: str, ground: str) -> None:
    assert contrast(getattr(appearance, ink), getattr(appearance, ground)) >= 4.5


@both
@pytest.mark.parametrize("name", ["accent", "right", "wrong", "warn"])
def test_text_can_be_read_on_the_soft_grounds(appearance: Theme, name: str) -> None:
    ground = getattr(appearance, f"{name}_soft")
    assert contrast(appearance.ink, ground) >= 4.5
    assert contrast(getattr(appearance, name), ground) >= 4.5


@both
def test_text_can_be_read_on_the_accent(appearance: Theme) -> None:
    assert contrast(appearance.on_accent, appearance.accent) >= 4.5


@both
def test_what_can_be_used_has_an_edge_that_can_be_seen(appearance: Theme) -> None:
    assert contrast(appearance.edge, appearance.paper) >= 3
    assert contrast(appearance.edge, appearance.panel) >= 3


def test_white_text_stands_on_the_blue_part_alone() -> None:
    assert [colour for colour in PARTS if text_on(colour) == theme.WHITE] == ["#0072b2"]


def test_text_on_a_part_or_a_cell_can_be_read() -> None:
    assert all(contrast(text_on(ground), ground) >= 4.5 for ground in (*PARTS, *HEAT))


@both
def test_ink_can_be_read_on_the_ground_of_every_part(appearance: Theme) -> None:
    assert len(appearance.tint) == len(PARTS)
    assert all(contrast(appearance.ink, ground) >= 4.5 for ground in appearance.tint)


@both
def test_a_bar_can_be_seen_and_carries_white_text(appearance: Theme) -> None:
    assert contrast(appearance.bar, appearance.paper) >= 3
    assert contrast(theme.WHITE, appearance.bar) >= 4.5


def test_the_heat_map_darkens_in_even_steps_so_that_it_survives_grey_print() -> None:
    against_white = [contrast(colour, theme.WHITE) for colour in HEAT]
    assert all(later / earlier > 1.3 for earlier, later in pairwise(against_white))


def test_parts_repeat_their_colours_when_there_are_more() -> None:
    assert part_colours(len(PARTS)) == (PARTS[0], LIGHT.tint[0])


def test_css_names_every_field_with_hyphens() -> None:
    css = css_variables(LIGHT)
    assert f"--kit-accent-soft: {LIGHT.accent_soft};" in css
    assert f"--kit-tint-2: {LIGHT.tint[1]};" in css
    assert "--kit-font: 'Noto Sans CJK SC', " in css
    assert all(re.fullmatch(r"--kit-[a-z0-9-]+: [^;]+;", line) for line in css.splitlines())


def test_css_of_the_dark_theme_can_be_limited_to_what_changes() -> None:
    css = css_variables(DARK, base=LIGHT)
    assert f"--kit-ink: {DARK.ink};" in css
    assert "--kit-font" not in css
    assert "--kit-part" not in css


def test_colours_are_named_in_the_theme_alone() -> None:
    folder = Path(kit.charts.__file__).parent
    named = {
        path.name
        for path in folder.glob("*.py")
        if re.search(r"[\"']#[0-9a-fA-F]{3,8}\b", path.read_text(encoding="utf-8"))
    }
    assert named == {"theme.py"}
