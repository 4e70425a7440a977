"""Template → HTML. The templates lie beside this file and escape whatever they are given."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def environment() -> Environment:
    """Return the templates of ``kit/page/templates``, compiled once."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("kit.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(template: str, **variables: Any) -> Markup:
    """Return one template (``passage`` is ``passage.html.j2``) as HTML that is safe to show."""
    page = environment().get_template(f"{template}.html.j2")
    return Markup(page.render(variables).strip())  # escaped by the template
