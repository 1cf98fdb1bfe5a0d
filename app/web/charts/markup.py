"""Shapes as SVG text: presentation attributes only, everything escaped."""

from dataclasses import fields
from functools import cache
from typing import Any

from markupsafe import Markup, escape

from app.web.charts.shapes import Drawing, Link, Shape, Text

# Attributes whose SVG name is not the field's name, and values that need not be written because SVG assumes them.
_NAMES = {
    "anchor": "text-anchor",
    "dash": "stroke-dasharray",
    "fill_opacity": "fill-opacity",
    "radius": "rx",
    "size": "font-size",
    "weight": "font-weight",
}
_ASSUMED: dict[str, tuple[object, ...]] = {
    "dash": ("",),
    "fill_opacity": (1,),
    "radius": (0,),
    "weight": (400,),
    "anchor": ("start",),
}
_NOT_ATTRIBUTES = frozenset({"tag", "title", "content"})


@cache
def _attributes(kind: type[Any], tag: str) -> tuple[tuple[str, str, tuple[object, ...]], ...]:
    """Of a kind of shape: each field that is written, as what, and which values need no words."""
    return tuple(
        (field.name, f' {_name(tag, field.name)}="', _ASSUMED.get(field.name, ()))
        for field in fields(kind)
        if field.name not in _NOT_ATTRIBUTES
    )


def svg_shape(shape: Shape) -> Markup:
    """One element, with its title inside if it has one; a link with its shapes inside."""
    return Markup(_element(shape))  # noqa: S704  # names are ours, values are escaped below


def _element(shape: Shape) -> str:
    if isinstance(shape, Link):
        inside = "".join(map(_element, shape.shapes))
        return f'<a href="{escape(shape.href)}" aria-label="{escape(shape.name)}">{inside}</a>'
    written = [f"<{shape.tag}"]
    kind: Any = type(shape)
    for name, beginning, assumed in _attributes(kind, shape.tag):
        value = getattr(shape, name)
        if value not in assumed:
            written.append(f'{beginning}{_short(value) if isinstance(value, float) else escape(value)}"')
    if isinstance(shape, Text):
        inside = escape(shape.content)
    else:
        title = getattr(shape, "title", "")
        inside = f"<title>{escape(title)}</title>" if title else ""
    written.append(f">{inside}</{shape.tag}>" if inside else "/>")
    return "".join(written)


def svg_shapes(drawing: Drawing, links: bool = True) -> Markup:
    """All elements of a drawing, in painting order; without `links` (paper) only what they hold."""
    shapes = drawing.shapes if links else drawing.marks
    return Markup("\n".join(map(_element, shapes)))  # noqa: S704  # made of elements


def _name(tag: str, field: str) -> str:
    # The thickness of a stroke, where width is not a length of the shape itself.
    if field == "width" and tag != "rect":
        return "stroke-width"
    return _NAMES.get(field, field)


def _short(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
