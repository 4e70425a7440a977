"""What a lesson shows: records of data, and the accessible HTML that is made of them once.

`cell_data` has the records and their JSON; `describing`, `overviews` and `tables` make them,
`rendering` shows them: alone in a cell, or together on a `whole_page` that needs no kernel and no
network.
"""

from kit.page.assets import note_script, page_script, page_style, printed_page, quiz_script, style
from kit.page.cell_data import (
    DATA_MIME,
    FigureData,
    NoteData,
    Notice,
    OutputGroup,
    Prose,
    Record,
    SelfTestData,
    Table,
    TakeAlong,
    ToolButtons,
    TopButton,
    flattened,
    read_record,
    record_json,
)
from kit.page.describing import (
    FOR_CELLS,
    HANDOUT_VARIABLE,
    figure_data,
    for_handout,
    passage_data,
    self_test_data,
)
from kit.page.passage_records import ChecklistData, FullTextData, Glossary, OnePageData, PassageData
from kit.page.rendering import bundle, cell_html, framed, render

__all__ = [
    "DATA_MIME",
    "FOR_CELLS",
    "HANDOUT_VARIABLE",
    "ChecklistData",
    "FigureData",
    "FullTextData",
    "Glossary",
    "NoteData",
    "Notice",
    "OnePageData",
    "OutputGroup",
    "PassageData",
    "Prose",
    "Record",
    "SelfTestData",
    "Table",
    "TakeAlong",
    "ToolButtons",
    "TopButton",
    "bundle",
    "cell_html",
    "figure_data",
    "flattened",
    "for_handout",
    "framed",
    "note_script",
    "page_script",
    "page_style",
    "passage_data",
    "printed_page",
    "quiz_script",
    "read_record",
    "record_json",
    "render",
    "self_test_data",
    "style",
]
