"""One stylesheet, one script; nothing in them that the theme or the page does not know."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markupsafe import Markup

import kit.page
from kit.charts import DARK, LIGHT, css_variables
from kit.page import page_script, page_style, printed_page, quiz_script, self_test_data, style
from kit.page.assets import module_script
from kit.page.whole_page import Page
from kit.quiz import Question
from kit.speech import Speech
from tests.page.reading import page_of

FOLDER = Path(kit.page.__file__).parent
ROOM = FOLDER.parent / "room" / "pages"
SHEETS = sorted(FOLDER.glob("*.css"))
SCRIPTS = sorted((FOLDER / "live").glob("*.js"))
TEMPLATES = sorted((FOLDER / "templates").glob("*.j2"))
WRITERS = [
    *(path for end in ("py", "js", "html") for path in FOLDER.parent.rglob(f"*.{end}")),
    *TEMPLATES,
]


@pytest.mark.parametrize("path", [*SHEETS, *SCRIPTS, *TEMPLATES], ids=lambda path: path.name)
def test_only_the_theme_names_a_colour(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;\s,)])|\brgba?\(|\bhsla?\(", text)


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_every_variable_is_one_of_the_theme(path: Path) -> None:
    used = set(re.findall(r"var\((--kit-[\w-]+)\)", path.read_text(encoding="utf-8")))
    assert used <= set(re.findall(r"--kit-[\w-]+(?=:)", css_variables(LIGHT)))


def test_every_class_is_the_kits_own() -> None:
    classes = set(re.findall(r"\.([a-zA-Z][\w-]*)", page_style()))
    assert all(name.startswith("kit-") for name in classes)


def test_every_class_is_one_that_something_writes() -> None:
    written = "".join(path.read_text(encoding="utf-8") for path in WRITERS)
    words = set(re.findall(r"[\w-]+", written))
    for path in [*SHEETS, *sorted(ROOM.glob("*.css"))]:
        rules = re.sub(
            r"/\*.*?\*/|\{[^{}]*\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL
        )
        named = set(re.findall(r"[.#]([a-zA-Z][\w-]*)", rules))
        # Levels, roles and kinds of sentence stand in the code without the prefix.
        assert {name for name in named if not words & {name, name.removeprefix("kit-")}} == set()


def test_dark_is_for_dark_screens_alone() -> None:
    assert f"--kit-ink:{LIGHT.ink}" in style().replace(": ", ":")
    assert style().count(DARK.paper) == 2
    assert "@media screen and (prefers-color-scheme: dark)" in style()


def test_the_script_can_stand_in_a_page_and_before_a_module_that_uses_it() -> None:
    for trap in ("</script", "<!--"):
        assert trap not in page_script()
    assert not re.findall(r"^(?:import|export)\b", quiz_script(), flags=re.MULTILINE)
    for name in ("enhance", "grade"):
        assert f"\nfunction {name}(" in quiz_script()


def test_a_script_becomes_a_module_that_exports_what_it_declares_itself() -> None:
    assert module_script("ordering").endswith("\n}\nexport { movable };\n")
    assert "export { one, all, make, button," in module_script("elements")


def test_a_page_has_its_script_without_comments_and_indentation(
    speech: Speech, questions: tuple[Question, ...]
) -> None:
    page = page_of(self_test_data(questions, speech))
    assert f"{page_script()}</script>\n</body>" in page
    assert "\nfunction shuffled(list, seed) {\nconst random = randomNumbers(seed);\n" in page
    assert "Orders that nobody can foresee" not in page
    assert 'type="module"' not in page


def test_nothing_is_asked_of_the_network() -> None:
    assert not re.findall(r"https?://|@import|url\(", page_style() + page_script())


def test_a_page_says_its_language_and_lets_the_keyboard_skip() -> None:
    page = Page().document(title="<样课>", body=Markup("<h1>样课</h1>"))
    assert page.startswith('<!DOCTYPE html>\n<html lang="zh-CN">')
    assert "<title>&lt;样课&gt;</title>" in page
    assert '<a class="kit-skip" href="#main">' in page
    assert "<script" not in page


def test_a_running_head_cannot_leave_its_rule() -> None:
    rule = printed_page('甲"}</style>\\', name="kit-1")
    head = "甲\\22 \\7d \\3c /style\\3e \\5c "
    assert rule == f'@page kit-1 {{ @top-left {{ content: "{head}"; }} }}\n'
