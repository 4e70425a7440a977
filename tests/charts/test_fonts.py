from __future__ import annotations

import matplotlib.font_manager as fonts
from matplotlib.font_manager import findfont, fontManager, get_font

from kit.charts.fonts import FAMILY, FONT_FILE, drawable, register
from kit.speech import Speech


def test_the_font_is_registered_once_however_often_it_is_asked_for() -> None:
    register()
    register()
    assert [entry.fname for entry in fontManager.ttflist if entry.name == FAMILY] == [
        str(FONT_FILE)
    ]
    assert findfont(FAMILY, fallback_to_default=False) == str(FONT_FILE)


def test_the_font_has_every_character_of_the_speech(speech: Speech) -> None:
    font = get_font(FONT_FILE)
    assert [sign for sign in sorted(set(speech.text) - {"\n"}) if not _has(font, sign)] == []


def test_the_font_has_all_of_gb2312_and_the_signs_of_the_kit() -> None:
    font = get_font(FONT_FILE)
    rows = range(0xA1, 0xF8)
    pairs = (bytes((row, cell)) for row in rows for cell in range(0xA1, 0xFF))
    signs = "".join(pair.decode("gb2312", "ignore") for pair in pairs) + "·—…“”‘’▶✓●○"
    assert [sign for sign in signs if not _has(font, sign)] == []


def test_the_font_comes_with_its_licence_and_is_small() -> None:
    licence = FONT_FILE.with_name("OFL.txt").read_text(encoding="utf-8")
    assert "© 2014-2021 Adobe" in licence
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert FONT_FILE.stat().st_size < 1_700_000


def test_a_character_that_no_font_has_becomes_the_printers_mark() -> None:
    assert drawable("刘祎\n✗🎉") == "刘〓\n✗〓"


def _has(font: fonts.FT2Font, sign: str) -> bool:
    return bool(font.get_char_index(ord(sign)))
