"""Shapes as SVG text: presentation attributes only, everything escaped."""

from dataclasses import fields

from markupsafe import Markup, escape

from app.web.charts.shapes import Drawing, Link, Mark, Shape, Text

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


def svg_shape(shape: Shape) -> Markup:
    """One element, with its title inside if it has one; a link with its shapes inside."""
    if isinstance(shape, Link):
        inside = Markup("").join(svg_shape(mark) for mark in shape.shapes)
        return Markup('<a href="{}" aria-label="{}">{}</a>').format(shape.href, shape.name, inside)
    attributes = "".join(
        f' {_name(shape, field.name)}="{escape(_short(getattr(shape, field.name)))}"'
        for field in fields(shape)
        if field.name not in _NOT_ATTRIBUTES
        and getattr(shape, field.name) not in _ASSUMED.get(field.name, ())
    )
    if isinstance(shape, Text):
        inside = escape(shape.content)
    else:
        title = getattr(shape, "title", "")
        inside = Markup("<title>{}</title>").format(title) if title else Markup("")
    end = f">{inside}</{shape.tag}>" if inside else "/>"
    return Markup(f"<{shape.tag}{attributes}{end}")  # noqa: S704  # names are ours, values are escaped above


def svg_shapes(drawing: Drawing, links: bool = True) -> Markup:
    """All elements of a drawing, in painting order; without `links` (paper) only what they hold."""
    shapes = drawing.shapes if links else drawing.marks
    return Markup("\n").join(svg_shape(shape) for shape in shapes)


def _name(shape: Mark, field: str) -> str:
    # The thickness of a stroke, where width is not a length of the shape itself.
    if field == "width" and shape.tag != "rect":
        return "stroke-width"
    return _NAMES.get(field, field)


def _short(value: object) -> object:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else value
