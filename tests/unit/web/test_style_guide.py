"""The guide itself must be able to say no: each rule is broken once."""

import pytest
from flask import Flask

from tests.style_guide import faults_of

GOOD = (
    '<!doctype html><html lang="id"><head><title>Daftar – Renaksi</title></head>'
    "<body><main><h1>Daftar</h1>{}</main></body></html>"
)


def test_a_good_page_has_no_fault() -> None:
    faults, _ = faults_of(
        GOOD.format('<!-- catatan --><p>Isi</p><label for="a">Nama</label><input id="a" name="a">')
    )
    assert faults == []


@pytest.mark.parametrize(
    ("fragment", "fault"),
    [
        ("<h1>Dua</h1>", "one h1"),
        ("<h3>Lompat</h3>", "jumps from h1 to h3"),
        ('<p id="x"></p><p id="x"></p>', "occurs 2 times"),
        ('<input name="tanpa">', "has no label"),
        ('<label for="lain">x</label>', "points at 'lain'"),
        ('<p style="color:red">x</p>', "style attribute"),
        ("<script>1</script>", "inline script"),
        ('<button onclick="x()">y</button>', "script attribute"),
        ('<a href="/"></a>', "has no words"),
        ("<table><tbody><tr><td>1</td></tr></tbody></table>", "no caption"),
        ("<svg><path d='M0 0'/></svg>", "neither hidden"),
        ("<svg role='img' aria-label='Peta'><a href='/' aria-label='x'></a></svg>", "neither hidden"),
        ("<svg role='group' aria-label='Peta'><a href='/'><path d='M0 0'/></a></svg>", "has no words"),
        ('<form method="post"><label>f<input type="file" name="f"></label></form>', "enctype"),
        ('<form method="post"><label>n<input name="n" required></label></form>', "novalidate"),
        ("<div><p><div></p></div>", "invalid HTML"),
        ("<img src='x.png'>", "no alt"),
    ],
)
def test_each_fault_is_found(fragment: str, fault: str) -> None:
    faults, _ = faults_of(GOOD.format(fragment))
    assert any(fault in each for each in faults), faults


@pytest.mark.parametrize(
    ("fragment", "fault"),
    [
        ('<a href="/nirwana">x</a>', "leads to no route"),
        (
            '<svg role="group" aria-label="Peta"><a href="/nirwana" aria-label="x"></a></svg>',
            "leads to no route",
        ),
        ('<form method="post" action="/ada"><button>x</button></form>', "POST /ada leads to no route"),
        ('<form method="post"><button>x</button></form>', "no csrf_token"),
        ('<button hx-post="/nirwana">x</button>', "leads to no route"),
    ],
)
def test_links_and_forms_are_followed(fragment: str, fault: str) -> None:
    app = Flask("guide")
    app.add_url_rule("/ada", "ada", lambda: "")
    faults, _ = faults_of(GOOD.format(fragment), app)
    assert any(fault in each for each in faults), faults
    assert faults_of(GOOD.format('<a href="/ada">x</a><a href="https://example.org/">y</a>'), app)[0] == []


def test_a_page_without_title_or_language_is_told() -> None:
    faults, _ = faults_of(
        "<!doctype html><html><head><title> – Renaksi</title></head><body><main><h1>x</h1></main></body></html>"
    )
    assert any("title" in each for each in faults)
    assert any("lang" in each for each in faults)
