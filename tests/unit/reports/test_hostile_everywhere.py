"""Hostile text in every field of every document: the engine goes nowhere, and the text is printed as text.

Which fields there are is not written down here: they follow from the classes of the data that each document is given
(`tests/paper_samples.py`), so that a field somebody adds tomorrow is filled with hostile text tomorrow.
"""

import io
import re
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from app.plans.document_data import PlanDocument, SubmissionData
from app.reports.document import Document, Format
from app.reports.paper.html import speaking
from app.reports.paper.letterhead import PaperSize
from tests.factories.documents import plan_document
from tests.paper_samples import (
    SHORTENED,
    Size,
    built,
    content,
    data_class,
    documents,
    sample,
    text_fields,
    texts_in,
    with_text,
)
from tests.pdf_text import text_of
from tests.unit.reports.test_hostile import PAYLOADS, assert_harmless

pytestmark = pytest.mark.unit

MORE = [
    "&#60;img src=&#34;{there}/entity.png&#34;&#62; &lt;link rel=stylesheet href={there}/e.css&gt;",
    '</style></table></body></html><img src="{there}/outside.png">',
    "{{% raw %}}{{{{ 7 * 7 }}}}{{% endraw %}} ${{7*7}} #{{7*7}}",
    "\\3c img src={there}/css\\3e  */ }} @import '{there}/d.css'; /*",
    "]]><xi:include href='file:///etc/passwd'/><!ENTITY x SYSTEM '{there}/dtd'>",
]
GROUPS = (PAYLOADS[0::3], PAYLOADS[1::3], PAYLOADS[2::3] + MORE)
# What a document encloses by itself: its own data, made by the product.
ENCLOSED = {"plan_archive": frozenset({"matriks.xlsx", "rencana-aksi.json"})}
SMALL = Size("small", rows=1, inner=1)


def hostile(document: Document, text: str, *, chapters: bool = True):
    """The document's data with the text in every field; in chapters, which hold HTML, only if they are asked for."""
    cls = data_class(document)
    if cls is PlanDocument:
        # With a unit that sent nothing, and as a submission, so that every class of its data is there.
        plan = plan_document(units=8, lines=3)
        few = replace(plan, units=plan.units[:1], submission=built(SubmissionData, SMALL))
        filled = with_text(few, text)
        return filled if chapters else replace(filled, chapters=few.chapters)
    return with_text(sample(document, SMALL), text)


def made(app, document: Document, text: str, kind: Format, *, chapters: bool = True) -> bytes:
    data = hostile(document, text, chapters=chapters)
    with app.app_context(), speaking("id", "Asia/Makassar"):
        return document.make(content(document, data, PaperSize.A4, text), kind)


@pytest.mark.parametrize("group", range(len(GROUPS)))
@pytest.mark.parametrize(
    "document",
    [document for document in documents() if Format.PDF in document.formats],
    ids=lambda document: document.name,
)
def test_a_pdf_prints_it_and_fetches_nothing(paper_app, listener, document, group):
    there, visitors = listener
    payloads = [payload.format(there=there) for payload in GROUPS[group]]
    pdf = made(paper_app, document, " ".join(payloads), Format.PDF)
    assert_harmless(pdf, visitors, ENCLOSED.get(document.name, frozenset()))
    text = bare(text_of(pdf))
    for payload in payloads[:1] if document.name in SHORTENED else payloads:
        assert bare(payload)[:14] in text, payload
    assert "49" not in re.findall(r"\$(\d+)|#(\d+)", text)  # nobody calculated


@pytest.mark.parametrize(
    "document",
    [document for document in documents() if Format.DOCX in document.formats],
    ids=lambda document: document.name,
)
def test_a_word_file_prints_it_and_points_nowhere(paper_app, listener, document):
    there, visitors = listener
    payloads = [payload.format(there=there) for payload in [*PAYLOADS, *MORE]]
    file = made(paper_app, document, " ".join(payloads), Format.DOCX)
    assert visitors == []
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        for name in package.namelist():
            if name.endswith(".rels"):
                relations = ElementTree.fromstring(package.read(name))  # noqa: S314 -- made by ourselves
                targets = [one.get("Target", "") for one in relations if one.get("TargetMode") == "External"]
                assert not [target for target in targets if not re.match(r"(https?|mailto):", target)]
                assert not [
                    one
                    for one in relations
                    if one.get("Type", "").endswith(("/image", "/attachedTemplate"))
                    and one.get("TargetMode") == "External"
                ]
        tree = ElementTree.fromstring(package.read("word/document.xml"))  # noqa: S314 -- made by ourselves
    text = bare("".join(part.text or "" for part in tree.iter() if part.tag.endswith("}t")))
    for payload in payloads:
        assert bare(payload)[:14] in text, payload
    assert "root:" not in text


_TAG = re.compile(r"""<[a-z/!?](?:"[^"]*"|'[^']*'|[^>"'])*>""", re.IGNORECASE)


@pytest.mark.parametrize(
    "document",
    [document for document in documents() if Format.PDF in document.formats],
    ids=lambda document: document.name,
)
def test_no_element_comes_of_it_in_any_place(paper_app, caught, document):
    """The elements of the page are the same ones whatever was typed, wherever it is printed."""
    text = " ".join(payload.format(there="http://127.0.0.1:1") for payload in [*PAYLOADS, *MORE])
    same_length = re.sub(r"[^\w\s]", "x", text)  # for labels that are broken into lines
    said = []
    for typed in (text, same_length):
        caught.forget()
        made(paper_app, document, typed, Format.PDF, chapters=False)
        assert caught.parts
        tags = (tag for html, *_rest in caught.parts for tag in _TAG.findall(html) if tag != "<wbr>")
        said.append(
            [re.sub(r'="[^"]*"', "", tag) for tag in tags]
        )  # attributes carry texts, such as the foot's
    assert said[0] == said[1]


def bare(text: str) -> str:
    """Without blanks and without the hyphens and quotes that typesetting may change."""
    return re.sub(r"[\s\u00ad\u200b]", "", text)


@pytest.mark.parametrize("document", documents(), ids=lambda document: document.name)
def test_no_field_is_left_out(document):
    """Every text field of the classes is reached, and says nothing else any more."""
    mark = "TANDA-UJI"
    found = list(texts_in(hostile(document, mark)))
    assert not [where for where, text in found if text != mark]
    assert {where for where, _text in found} == set(text_fields(data_class(document)))
