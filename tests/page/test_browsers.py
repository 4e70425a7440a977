"""Scripts and style sheets use nothing that Chromium 86 or Firefox 78 does not know.

What is newer breaks more than itself there: a script with an unknown sign does not run at all, a
rule with an unknown selector is dropped whole. The versions are those of MDN's compatibility data.
Not in the table: what an old browser leaves out without harm (`accent-color`, `text-wrap`).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

import kit
from kit.page import page_style, style
from kit.page.assets import slides_style

CHROMIUM, FIREFOX = 86, 78
FOLDER = Path(kit.__file__).parent
OF_THE_ROOM = sorted(FOLDER.glob("room/pages/*.css"))


class Feature(NamedTuple):
    """What an old browser does not know, a text that uses it, and since when others know it.

    Of several features in one row it is the first that the versions are about.
    """

    name: str
    pattern: str
    example: str
    chromium: int
    firefox: int


SCRIPT = (
    Feature("private members", r"[.\s]#\w+\s*[(=;]", "this.#draw();", 84, 90),
    Feature("static blocks", r"\bstatic \{", "static { start(); }", 94, 93),
    Feature("assignment by ??, || or &&", r"(?:\?\?|\|\||&&)=", "turn ??= 0", 85, 79),
    Feature("top-level await", r"(?m)^(?:\S.*[=(] )?await\b", "const a = await b();", 89, 89),
    Feature("flags d and v", r"/[gimsuy]*[dv][gimsuy]*(?=[.;,)])", "/[a-z]/v.test", 90, 88),
    Feature("at()", r"\.at\(", "cards.at(-1)", 92, 90),
    Feature("findLast()", r"\.findLast(?:Index)?\(", "cards.findLast(isOpen)", 97, 104),
    Feature(
        "toSorted() and the like",
        r"\.(?:toSorted|toReversed|toSpliced|with)\(",
        "cards.toSorted()",
        110,
        115,
    ),
    Feature("groupBy()", r"\.groupBy\(", "Object.groupBy(cards, kind)", 117, 119),
    Feature("hasOwn()", r"\bObject\.hasOwn\(", "Object.hasOwn(answers, id)", 93, 92),
    Feature("fromAsync()", r"\bArray\.fromAsync\(", "Array.fromAsync(lines)", 121, 115),
    Feature("Promise.any()", r"\bPromise\.any\(", "Promise.any(both)", 85, 79),
    Feature("withResolvers()", r"\.withResolvers\(", "Promise.withResolvers()", 119, 121),
    Feature("an error's cause", r"\bError\([^)]*\bcause\b", "new Error(a, { cause })", 93, 91),
    Feature("Intl.Segmenter", r"\bIntl\.Segmenter\b", "new Intl.Segmenter()", 87, 125),
    Feature("WeakRef", r"\bWeakRef\b", "new WeakRef(card)", 84, 79),
    Feature(
        "operations on sets",
        r"\.(?:union|intersection|difference|symmetricDifference|isSubsetOf|isSupersetOf)\(",
        "asked.union(open)",
        122,
        127,
    ),
    Feature(
        "functions of iterators",
        r"\.(?:values|keys|entries)\(\)\.(?:map|filter|some|every|find|forEach|reduce|toArray)\(",
        "named.values().filter(isOpen)",
        117,
        131,
    ),
    Feature("structuredClone()", r"\bstructuredClone\(", "structuredClone(state)", 98, 94),
    Feature(
        "streams that pack", r"\b(?:De)?[Cc]ompressionStream\b", "new DecompressionStream", 80, 113
    ),
    Feature("randomUUID()", r"\.randomUUID\(", "crypto.randomUUID()", 92, 95),
    Feature("AbortSignal's own", r"\bAbortSignal\.", "AbortSignal.timeout(9)", 103, 100),
    Feature("listening until a signal", r"\bsignal\b\s*[:}]", "{ signal: stop.signal }", 90, 86),
    Feature("checkVisibility()", r"\.checkVisibility\(", "card.checkVisibility()", 105, 106),
    Feature(
        "dialogs and popovers",
        r"\.show(?:Modal|Popover)\(|<dialog\b|method=.?dialog|\spopover\b",
        '<form method="dialog">',
        37,
        98,
    ),
    Feature("inert", r"\binert\b", "card.inert = true", 102, 112),
    Feature("adopted style sheets", r"\badoptedStyleSheets\b", "adoptedStyleSheets = []", 73, 101),
    Feature("view transitions", r"\bstartViewTransition\(", "startViewTransition()", 111, 144),
)
LENGTH = r"(?<![\w.-])\d*\.?\d+"
STYLE = (
    Feature(":is() and :where()", r":(?:is|where)\(", "a:is(b, i) {", 88, 78),
    Feature(":has()", r":has\(", "table:has(tr) {", 105, 121),
    Feature(":not() of several", r":not\([^()]*,", "a:not(b, i) {", 88, 84),
    Feature(":nth-child(… of …)", r":nth-[\w-]+\([^()]*\bof\b", "a:nth-child(2 of b) {", 111, 113),
    Feature(":dir()", r":dir\(", "p:dir(rtl) {", 120, 49),
    Feature(
        ":focus-visible beside others",
        r":focus-visible\s*,|,\s*[^{},]*:focus-visible",
        "a:focus-visible, b {",
        86,
        85,
    ),
    Feature(":user-invalid", r":user-(?:in)?valid\b", "input:user-invalid {", 119, 88),
    Feature("::file-selector-button", r"::file-selector-button", "::file-selector-button", 89, 82),
    Feature("nesting", r"[{;]\s*&", "a { & b { color: c } }", 120, 117),
    Feature(
        "newer at-rules",
        r"@(?:container|layer|scope|starting-style)\b",
        "@layer frame {",
        99,
        97,
    ),
    Feature("ranges of a screen", r"@media[^{]*[<>]", "@media (width > 40rem) {", 104, 102),
    Feature(
        "newer functions of colours",
        r"\b(?:color-mix|oklch|oklab|lch|lab|hwb|light-dark|color)\(|\((?:from) ",
        "color: color-mix(in srgb, red, blue)",
        101,
        96,
    ),
    Feature("conic gradients", r"conic-gradient\(", "conic-gradient(red, blue)", 69, 83),
    Feature("newer arithmetic", r"\b(?:round|mod|rem|sin|cos|tan|pow)\(", "round(1px)", 111, 108),
    Feature("units of what is in sight", LENGTH + r"[dsl]v[hwib]\b", "height: 100dvh", 108, 101),
    Feature("units of lines and letters", LENGTH + r"r?(?:lh|ic|cap)\b", "height: 2lh", 106, 97),
    Feature("units of containers", LENGTH + r"cq\w+\b", "width: 5cqw", 105, 110),
    Feature("inset", r"(?<![\w-])inset(?:-[\w-]+)?:", "inset-inline-start: 0", 87, 63),
    Feature(
        "logical shorthands",
        r"(?<![\w-])(?:margin|padding|border)-(?:block|inline)(?:-(?:color|style|width))?:",
        "margin-block: 1rem",
        87,
        66,
    ),
    Feature(
        "logical corners", r"border-(?:start|end)-\w+-radius:", "border-start-end-radius:", 89, 66
    ),
    Feature("logical sides of a float", r"float:\s*inline-", "float: inline-end", 118, 55),
    Feature("aspect-ratio", r"(?<![\w-])aspect-ratio:", "aspect-ratio: 1", 88, 89),
    Feature(
        "appearance without a fallback",
        r"(?<!-moz-appearance: none; )(?<![\w-])appearance:",
        "appearance: none",
        84,
        80,
    ),
    Feature(
        "text-emphasis without a fallback",
        r"^(?!.*-webkit-text-emphasis:).*(?<![\w-])text-emphasis:",
        "text-emphasis: dot",
        99,
        46,
    ),
    Feature(
        "a decoration's thickness beside its kind",
        r"text-decoration:[^;}]*\d",
        "text-decoration: underline 1px",
        87,
        70,
    ),
    Feature("fit-content", r":\s*fit-content\b", "width: fit-content", 46, 94),
    Feature("subgrid", r"\bsubgrid\b", "grid-template-columns: subgrid", 117, 71),
    Feature("overflow: clip", r"overflow(?:-\w+)?:\s*clip\b", "overflow: clip", 90, 81),
    Feature(
        "transforms on their own",
        r"(?<![\w-])(?:translate|rotate|scale):",
        "rotate: 45deg",
        104,
        72,
    ),
    Feature("masks", r"(?<![\w-])mask(?:-\w+)?:", "mask: none", 120, 53),
    Feature("zoom", r"(?<![\w-])zoom:", "zoom: 2", 1, 126),
)


def newer(text: str, features: tuple[Feature, ...]) -> list[str]:
    """Return what a text uses that is newer, each with the place."""
    return [
        f"{feature.name}: {text[max(0, match.start() - 30) : match.end() + 30]!r}"
        for feature in features
        for match in re.finditer(feature.pattern, text)
    ]


SKIN = FOLDER / "lab" / "jupyter" / "labextensions" / "reading-room" / "static" / "skin.css"
OF_JUPYTERLAB = FOLDER / "lab" / "jupyter" / "custom" / "custom.css"


def plain_script(text: str) -> str:
    """Leave out comments, which may name what they like."""
    return re.sub(r"/\*.*?\*/|(?<![:\"'])//[^\n]*|\{#.*?#\}", "", text, flags=re.DOTALL)


def plain_style(text: str) -> str:
    """Return a style sheet without comments and with one space for all white space."""
    return re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL))


def files(*suffixes: str) -> list[Path]:
    return sorted(path for suffix in suffixes for path in FOLDER.rglob(f"*{suffix}"))


@pytest.mark.parametrize("feature", SCRIPT + STYLE, ids=lambda feature: feature.name)
def test_the_table_has_what_is_newer_and_finds_it(feature: Feature) -> None:
    assert feature.chromium > CHROMIUM or feature.firefox > FIREFOX
    assert newer(feature.example, (feature,))


@pytest.mark.parametrize("path", files(".js", ".html.j2"), ids=lambda path: path.name)
def test_no_script_and_no_template_is_too_new(path: Path) -> None:
    assert newer(plain_script(path.read_text(encoding="utf-8")), SCRIPT) == []


def test_no_rule_of_a_style_sheet_is_too_new() -> None:
    assert newer(plain_style(style()), STYLE) == []
    assert newer(plain_style(page_style(sheet=True)), STYLE) == []
    assert newer(plain_style(slides_style()), STYLE) == []
    assert newer(plain_style(OF_JUPYTERLAB.read_text(encoding="utf-8")), STYLE) == []
    assert newer(plain_style(SKIN.read_text(encoding="utf-8")), STYLE) == []


@pytest.mark.parametrize("path", OF_THE_ROOM, ids=lambda path: path.name)
def test_the_style_sheets_of_a_room_use_nothing_newer(path: Path) -> None:
    assert newer(plain_style(path.read_text(encoding="utf-8")), STYLE) == []


def test_every_style_sheet_is_looked_at() -> None:
    looked_at = style() + page_style(sheet=True) + slides_style()
    for path in (OF_JUPYTERLAB, SKIN, *OF_THE_ROOM):
        looked_at += f"\n{path.read_text(encoding='utf-8')}"
    looked_at = plain_style(looked_at)
    for path in files(".css"):
        assert plain_style(path.read_text(encoding="utf-8")).strip() in looked_at, path.name
