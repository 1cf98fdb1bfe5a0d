"""Whatever people type, a document is made, nothing is fetched, nothing is attached, nothing of the machine is read."""

import socket
import threading

import pytest

from app.reports.renderers.pdf import RefusedAddressError, packaged, render_pdf
from tests.factories.documents import plan_document, with_texts
from tests.pdf_text import opened, text_of

PAYLOADS = [
    '<img src="{there}/img.png">',
    '<link rel="stylesheet" href="{there}/style.css">',
    "<style>@import url({there}/import.css); body {{ background: url({there}/background.png) }}</style>",
    '<div style="background: url({there}/inline.png)">x</div>',
    '<svg><use href="{there}/use.svg#a"/><image href="{there}/image.png"/></svg>',
    '<iframe src="{there}/frame.html"></iframe>',
    '<object data="{there}/object.svg"></object>',
    '<embed src="{there}/embed.svg">',
    '<a rel="attachment" href="{there}/attach.txt">x</a>',
    '<link rel="attachment" href="{there}/attach.txt">',
    '<a rel="attachment" href="file:///etc/passwd">x</a>',
    '<img src="file:///etc/passwd"><object data="file:///etc/hostname"></object>',
    "<style>@font-face {{ font-family: evil; src: url({there}/font.woff2) }} * {{ font-family: evil }}</style>",
    (
        '<img src="data:image/svg+xml,<svg xmlns=&quot;http://www.w3.org/2000/svg&quot;>'
        '<image href=&quot;{there}/nested.png&quot;/></svg>">'
    ),
    '<img src="asset:styles/../../../../.env"><img src="asset:fonts/../../config.py">',
    '<base href="{there}/"><img src="relative.png">',
    '<meta http-equiv="refresh" content="0; url={there}/refresh">',
    "<script>fetch('{there}/script')</script>",
    "{{{{ config }}}} {{% include '/etc/passwd' %}}",
    '"><img src="{there}/quoted.png"><p title="',
]


def assert_harmless(pdf, visitors, enclosed=frozenset()):
    """`enclosed`: the names of files that the document itself brings along."""
    assert visitors == []
    with opened(pdf) as made:
        assert set(made.attachments) == enclosed
        kinds = {str(note.get("/Subtype")) for page in made.pages for note in page.get("/Annots", [])}
        assert "/FileAttachment" not in kinds
    text = text_of(pdf)
    assert "root:" not in text
    assert "SECRET_KEY" not in text


def test_the_listener_hears_when_somebody_comes(listener):
    there, visitors = listener
    host, port = there.removeprefix("http://").split(":")
    socket.create_connection((host, int(port))).close()
    for _ in range(200):
        if visitors:
            break
        threading.Event().wait(0.01)
    assert visitors


@pytest.mark.parametrize("first", range(0, len(PAYLOADS), 7))
def test_typed_into_every_field_they_stay_text(make_plan, listener, first):
    there, visitors = listener
    payloads = [payload.format(there=there) for payload in PAYLOADS[first : first + 7]]
    pdf = make_plan(with_texts(plan_document(units=2, lines=5), " ".join(payloads)))
    assert_harmless(pdf, visitors)
    text = text_of(pdf).replace(" ", "")
    for payload in payloads:
        assert payload[:12].replace(" ", "") in text


def test_even_as_html_the_fetcher_refuses_all_of_them(listener):
    there, visitors = listener
    body = "".join(payload.format(there=there) for payload in PAYLOADS)
    pdf = render_pdf(
        f"<html lang=id><title>x</title><body><p>Isi tetap ada.</p>{body}</body></html>", ("paper.css",)
    )
    assert_harmless(pdf, visitors)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "file:///etc/passwd",
        "data:text/plain,x",
        "asset:styles/",
        "asset:styles/../catalogue/receipt.py",
        "asset:styles//etc/passwd",
        "asset:other/paper.css",
        "asset:document/logo",
    ],
)
def test_only_the_assets_of_the_package_have_an_address(address):
    with pytest.raises(RefusedAddressError):
        packaged(address)


def test_the_assets_of_the_package_do():
    assert packaged("asset:styles/paper.css").content
