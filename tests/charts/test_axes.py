"""How a chart leaves as a picture, and the typeface it is set in."""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ET

import matplotlib
import pytest
from matplotlib.font_manager import findfont, fontManager, get_font
from matplotlib.ft2font import FT2Font

from kit import charts
from kit.charts.axes import drawable, inline_svg, register_font
from kit.charts.theme import FONT_FAMILIES, FONT_FILE, LIGHT, css_variables
from kit.speech import Speech
from tests.charts.reading import NAMES


@pytest.mark.parametrize("name", NAMES)
def test_an_svg_is_one_small_element_that_scales_and_is_named(speech: Speech, name: str) -> None:
    ax = getattr(charts, name)(speech)
    text = charts.svg(ax)
    root = ET.fromstring(text)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.get("role") == "img"
    assert root.get("aria-label") == ax.note.alt
    assert re.fullmatch(r"0 0 [\d.]+ [\d.]+", root.get("viewBox", ""))
    assert root.get("width") is None
    assert "width:100%" in root.get("style", "")
    assert "min-width" not in root.get("style", "")  # nothing is cut on a phone
    assert len(text) < 20_000


@pytest.mark.parametrize("name", NAMES)
def test_an_svg_reaches_nothing_else_on_the_page(speech: Speech, name: str) -> None:
    text = charts.svg(getattr(charts, name)(speech))
    assert "<style" not in text
    assert "<metadata" not in text
    assert "<!DOCTYPE" not in text
    assert "Kit Sans SC" not in text
    assert "var(--kit-font, sans-serif)" in text


@pytest.mark.parametrize("name", NAMES)
def test_an_svg_has_the_colours_of_a_dark_page_where_it_is_dark(speech: Speech, name: str) -> None:
    text = charts.svg(getattr(charts, name)(speech))
    assert "fill: var(--kit-ink)" in text
    assert "fill: var(--kit-paper)" in text
    colours = dict(re.findall(r"--(kit-[\w-]+): (#\w{6});", css_variables(LIGHT)))
    named = {colours[name] for name in re.findall(r"var\(--(kit-(?!font)[\w-]+)\)", text)}
    assert not named & set(re.findall(r"(?:fill|stroke): (#\w{6})", text))


def test_the_text_of_an_svg_stays_text(speech: Speech) -> None:
    assert "二（二）民生检察品牌" in charts.svg(charts.by_part(speech))


@pytest.mark.parametrize("name", NAMES)
def test_a_drawing_without_its_rule_ends_below_the_chart(speech: Speech, name: str) -> None:
    ax = getattr(charts, name)(speech)
    before, whole, cut = charts.png(ax), charts.svg(ax), charts.svg(ax, rule=False)
    height, less = (
        float(ET.fromstring(text).get("viewBox", "").split()[3]) for text in (whole, cut)
    )
    rule = ax.get_xlabel().split("\n")
    assert all(line in whole and line not in cut for line in rule)
    assert re.findall(r">([^<>\s][^<>]*)</text>", cut) == [
        text for text in re.findall(r">([^<>\s][^<>]*)</text>", whole) if text not in rule
    ]
    assert 0 < less < height
    assert charts.png(ax) == before


def test_the_same_chart_gives_the_same_bytes_whatever_the_style(speech: Speech) -> None:
    first = charts.by_part(speech)
    picture, drawing = charts.png(first), charts.svg(first)
    assert picture.startswith(b"\x89PNG")
    assert b"Software" not in picture
    loud = {
        "figure.facecolor": "black",
        "text.color": "red",
        "savefig.bbox": "tight",
        "font.size": 30,
    }
    with matplotlib.rc_context(loud):
        second = charts.by_part(speech)
        assert charts.png(second) == picture
        assert charts.svg(second) == drawing


def test_ids_that_are_used_get_a_prefix_and_the_rest_go() -> None:
    document = (
        '<?xml version="1.0"?><svg width="9pt" height="9pt" viewBox="0 0 9 9"><g id="figure_1">'
        '<path clip-path="url(#p1)"/><use xlink:href="#m1"/></g><defs><clipPath id="p1"/>'
        '<path id="m1"/></defs></svg>'
    )
    scoped = inline_svg(document, alt="甲<乙>")
    assert 'id="figure_1"' not in scoped
    prefix = re.findall(r'id="(kit-[0-9a-f]{8})-p1"', scoped)[0]
    assert f'clip-path="url(#{prefix}-p1)"' in scoped
    assert f'xlink:href="#{prefix}-m1"' in scoped
    assert 'aria-label="甲&lt;乙&gt;"' in scoped


def test_axes_of_ones_own_can_be_saved_as_well(speech: Speech) -> None:
    from matplotlib.figure import Figure

    ax = Figure().add_subplot()
    charts.verbs(speech, ax=ax)
    assert 'aria-label="任务的领起动词（共 76 项）"' in charts.svg(ax)


def test_a_very_high_chart_is_drawn_with_fewer_pixels() -> None:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(0.1, 400))
    picture = charts.png(figure.add_subplot())
    assert 60_000 < int.from_bytes(picture[20:24]) < 2**16  # as a PNG says its height


def test_matplotlib_is_loaded_with_the_first_chart_only() -> None:
    code = "import sys, kit.charts; kit.charts.LIGHT; print('matplotlib' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="treemap"):
        _ = charts.treemap
    assert "structure" in dir(charts)


def test_the_font_is_registered_once_however_often_it_is_asked_for() -> None:
    register_font()
    register_font()
    assert [entry.fname for entry in fontManager.ttflist if entry.name == FONT_FAMILIES[0]] == [
        str(FONT_FILE)
    ]
    assert findfont(FONT_FAMILIES[0], fallback_to_default=False) == str(FONT_FILE)


def test_the_font_has_every_character_of_the_speech(speech: Speech) -> None:
    font = get_font(FONT_FILE)
    assert [sign for sign in sorted(set(speech.text) - {"\n"}) if not _has(font, sign)] == []


def test_the_font_has_all_of_gb2312_and_the_signs_of_the_kit() -> None:
    font = get_font(FONT_FILE)
    rows = range(0xA1, 0xF8)
    pairs = (bytes((row, cell)) for row in rows for cell in range(0xA1, 0xFF))
    signs = "".join(pair.decode("gb2312", "ignore") for pair in pairs) + "·—…“”‘’▶✓●○"
    assert [sign for sign in signs if not _has(font, sign)] == []


def test_the_font_has_characters_of_names_that_gb2312_has_not() -> None:
    """From the end of each of the three tables of the 通用规范汉字表, and of people's names."""
    font = get_font(FONT_FILE)
    names = "喆堃镕珺祎昇旻玥彧㙍㑇䴙䴘鿎鿏𫠊𬶍𬸦"
    assert [sign for sign in names if not _has(font, sign)] == []


def test_the_font_comes_with_its_licence_and_is_small() -> None:
    licence = FONT_FILE.with_name("OFL.txt").read_text(encoding="utf-8")
    assert "© 2014-2021 Adobe" in licence
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert FONT_FILE.stat().st_size < 2_000_000


def test_a_character_that_no_font_has_becomes_the_printers_mark() -> None:
    assert drawable("刘𠮷\n✗🎉") == "刘〓\n✗〓"


def _has(font: FT2Font, sign: str) -> bool:
    return bool(font.get_char_index(ord(sign)))
