"""Whatever is typed into the settings of documents stays text and fetches nothing."""

import re

import pytest

from app.organisations.models import Paper
from app.organisations.stationery.queries import settings_of
from app.reports.settings import preview
from tests.integration.reports.document_settings.page import PAGE, VALUES, save
from tests.pdf_text import opened, text_of
from tests.style_guide import assert_page

HOSTILE = (
    "</style><style>@import url({there}/a.css);</style>",
    "*{{background:url({there}/b.png)}} /* ",
    "*/ @font-face {{src:url({there}/c.woff)}} expression(alert(1))",
    '<img src="{there}/d.png"><link rel=stylesheet href="{there}/e.css">',
    "\\3c/style\\3e @page {{ size: 10mm 10mm }} <!-- -->",
    '"><object data="{there}/f.svg"></object>&lt;/style&gt;',
)


TYPED = {"head_name": 160, "head_office": 160, "address": 400, "phone": 80} | {
    f"main__{part}": 80 for part in ("position", "name", "rank")
}


class TestHostileText:
    @pytest.mark.parametrize("payload", HOSTILE)
    def test_typed_anywhere_it_stays_text_and_fetches_nothing(
        self, client, coordinator, sinjai, listener, payload
    ):
        there, visitors = listener
        text = payload.format(there=there)
        values = VALUES | {name: text[:most] for name, most in TYPED.items()}
        answer = client.post(f"{PAGE}/pratinjau.pdf", data=values)
        assert answer.mimetype == "application/pdf"
        assert visitors == []
        plain = re.sub(r"\s", "", text_of(answer.data)).casefold()
        assert re.sub(r"\s", "", text)[:30].casefold() in plain
        with opened(answer.data) as pdf:
            # Nothing that was typed changed the page or came along.
            assert round(float(pdf.pages[0].mediabox[3]) * 25.4 / 72) == 330
            assert len(pdf.attachments) == 0
        assert save(client, **values).status_code == 302
        page = client.get(PAGE)
        assert_page(page)

    @pytest.mark.parametrize("payload", HOSTILE)
    def test_the_fields_that_reach_the_stylesheet_refuse_it(
        self, client, coordinator, sinjai, listener, payload
    ):
        there, visitors = listener
        text = payload.format(there=there)
        for field in ("accent", "paper"):
            assert save(client, **{field: text}).status_code == 422
            assert client.post(f"{PAGE}/pratinjau", data=VALUES | {field: text}).status_code == 422
        assert settings_of(sinjai.id) is None
        assert visitors == []

    def test_a_foreword_that_is_just_being_written_is_cleaned_as_a_saved_one(
        self, client, coordinator, sinjai, listener
    ):
        there, visitors = listener
        body = f'<style>@page {{ size: 50mm 50mm }}</style><img src="{there}/a.png"><p>Puji syukur.</p>'
        answer = client.post(f"{PAGE}/pratinjau.pdf", data=VALUES | {"title": "<b>x</b>", "body": body})
        assert answer.mimetype == "application/pdf"
        assert "Puji syukur." in text_of(answer.data)
        assert visitors == []
        with opened(answer.data) as pdf:
            assert {round(float(page.mediabox[3]) * 25.4 / 72) for page in pdf.pages} == {330}

    def test_no_element_and_no_rule_comes_of_it(self, client, coordinator, sinjai, app):
        text = "".join(HOSTILE).format(there="http://127.0.0.1:1")
        with app.test_request_context():
            values = {
                "head_name": text,
                "head_office": text,
                "address": text,
                "phone": text,
                "email": text,
                "website": text,
                "paper": Paper.A4,
                "accent": "#0b5a6e",
                "signatories": {"": dict.fromkeys(("position", "name", "rank", "nip"), text)},
            }
            hostile, styles = preview.sample(sinjai, values, "id")
            harmless, _styles = preview.sample(
                sinjai,
                values
                | dict.fromkeys(("head_name", "head_office", "address", "phone", "email", "website"), "x")
                | {"signatories": {"": dict.fromkeys(("position", "name", "rank", "nip"), "x")}},
                "id",
            )
        tags = re.compile(r"<[a-z/!][^>]*>", re.IGNORECASE)
        assert tags.findall(hostile) == tags.findall(harmless)
        assert "<style" not in hostile
        assert styles == ("paper.css", "letter.css", "action_plan.css", "look-a4-0b5a6e")
