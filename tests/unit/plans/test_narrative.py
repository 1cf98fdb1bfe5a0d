import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.plans.narrative import as_printed, sanitised

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<a href="javascript:alert(1)">x</a>',
        '<div style="background:url(http://x)">x</div>',
        "<iframe src=http://x></iframe>",
        '<figure data-trix-attachment="{}">x</figure>',
        "<svg onload=alert(1)>",
        "<style>@import url(http://x)</style>",
        '<a href="data:text/html,x">x</a>',
        "<!-- <script>x</script> -->",
    ],
)
def test_nothing_that_acts_or_reaches_out_survives(attack):
    clean = sanitised(f"<div>Teks {attack} akhir</div>")
    for forbidden in (
        "script",
        "onerror",
        "onload",
        "javascript:",
        "style",
        "iframe",
        "figure",
        "svg",
        "data:",
        "<!--",
    ):
        assert forbidden not in clean
    assert "Teks" in clean


def test_what_the_editor_makes_stays():
    html = "<h1>Judul</h1><div><strong>a</strong> <em>b</em><br>c</div><ul><li>d</li></ul><ol><li>e</li></ol>"
    assert sanitised(html) == html


def test_what_a_word_processor_pastes_is_cleaned():
    word = (
        "<!--[if gte mso 9]><xml><w:WordDocument/></xml><![endif]-->"
        "<style>p.MsoNormal { margin: 0 }</style>"
        "<h2 class=MsoTitle style='mso-list:l0'>Judul</h2>"
        "<p class=MsoNormal style='font-family:\"Times New Roman\"'><B>Tebal</B> dan <i>miring</i>"
        "<o:p>&nbsp;</o:p></p><table class=MsoTable><tr><td>isi</td></tr></table>"
    )
    clean = sanitised(word)
    assert clean == "<h1>Judul</h1><p><strong>Tebal</strong> dan <em>miring</em>&nbsp;</p>isi"


def test_links_to_the_web_stay_without_telling_where_they_come_from():
    assert sanitised('<a href="https://lapor.go.id">x</a>') == (
        '<a href="https://lapor.go.id" rel="noopener noreferrer">x</a>'
    )


def test_headings_and_blocks_as_printed():
    html = "<h1>1.1 A</h1><div>satu<br>dua<br><br>tiga</div><div><br></div><ul><li>x</li></ul>"
    assert as_printed(html) == "<h3>1.1 A</h3><p>satu<br>dua</p><p>tiga</p><ul><li>x</li></ul>"


def test_blocks_that_hold_blocks_stay_as_they_are():
    html = "<div>a<ul><li>b</li></ul></div>"
    assert as_printed(html) == html


@given(st.text(max_size=200))
def test_cleaning_twice_changes_nothing_more(text):
    assert sanitised(sanitised(text)) == sanitised(text)
