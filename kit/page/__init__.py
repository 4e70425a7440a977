"""Accessible HTML of what a lesson shows, and a little plain JavaScript that needs no kernel."""

from kit.page.bundling import PAGE_MIME, bundle, framed
from kit.page.comparisons import comparison_table
from kit.page.editions import EDITION_VARIABLE, Edition, page_edition
from kit.page.figures import figure_html
from kit.page.lightening import light_html
from kit.page.notices import notice_html, top_html
from kit.page.passages import passage_html
from kit.page.reports import progress_html
from kit.page.reviews import review_html
from kit.page.scripts import page_script, quiz_script
from kit.page.self_tests import self_test_html
from kit.page.shell import Link, page_shell, printed_page
from kit.page.styling import page_style, style
from kit.page.tables import Table, table_html, task_table, term_table

__all__ = [
    "EDITION_VARIABLE",
    "PAGE_MIME",
    "Edition",
    "Link",
    "Table",
    "bundle",
    "comparison_table",
    "figure_html",
    "framed",
    "light_html",
    "notice_html",
    "page_edition",
    "page_script",
    "page_shell",
    "page_style",
    "passage_html",
    "printed_page",
    "progress_html",
    "quiz_script",
    "review_html",
    "self_test_html",
    "style",
    "table_html",
    "task_table",
    "term_table",
    "top_html",
]
