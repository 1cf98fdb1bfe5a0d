from app.web.charts.markup import svg_shape, svg_shapes
from app.web.charts.shapes import Circle, Drawing, Line, Link, Rect, Text


def test_shapes_become_elements_with_presentation_attributes() -> None:
    assert svg_shape(Line(0, 1, 2.5, 3, "#fff", 2, "4 3")) == (
        '<line x1="0" y1="1" x2="2.5" y2="3" stroke="#fff" stroke-width="2" stroke-dasharray="4 3"/>'
    )
    assert svg_shape(Text(1, 2, "SDM", 13, "middle", "#000", 700)) == (
        '<text x="1" y="2" font-size="13" text-anchor="middle" fill="#000" font-weight="700">SDM</text>'
    )
    assert 'width="10"' in svg_shape(Rect(0, 0, 10, 4, "#fff"))
    assert svg_shape(Circle(1, 1, 2, "#fff", title="Tiga")).endswith("<title>Tiga</title></circle>")


def test_nothing_that_is_assumed_is_written() -> None:
    assert "rx=" not in svg_shape(Rect(0, 0, 1, 1, "#fff"))
    assert "font-weight" not in svg_shape(Text(0, 0, "x"))


def test_text_title_and_attributes_cannot_break_out() -> None:
    evil = '"><script>alert(1)</script>'
    for shape in (Text(0, 0, evil), Rect(0, 0, 1, 1, evil), Rect(0, 0, 1, 1, "#fff", title=evil)):
        assert "<script>" not in svg_shape(shape)
    assert 'fill="&#34;&gt;' in svg_shape(Rect(0, 0, 1, 1, evil))


def test_a_link_holds_its_shapes_and_says_what_it_is_and_paper_draws_only_the_shapes() -> None:
    link = Link('/peta?a=1&b="2"', 'Sinjai "73.07"', (Rect(0, 0, 1, 1, "#fff"),))
    assert svg_shape(link).startswith(
        '<a href="/peta?a=1&amp;b=&#34;2&#34;" aria-label="Sinjai &#34;73.07&#34;"><rect'
    )
    drawing = Drawing(1, 1, (link,))
    assert drawing.has_links
    assert "<a" in svg_shapes(drawing)
    assert svg_shapes(drawing, links=False) == svg_shape(link.shapes[0])
