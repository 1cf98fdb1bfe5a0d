"""Every page that somebody can open says only what the catalogues give out, what people typed, and proper names."""

from collections import Counter, deque
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.exceptions import HTTPException

from app.access import HELD_BY_PEOPLE
from app.db import db
from app.organisations.models import Appointment, User
from app.web.charts.tile_map import PROVINCES
from tests.access.addresses import FILES, address, doors
from tests.access.test_tenants import records, values_for
from tests.access.world import MINE
from tests.factories import organisations as make
from tests.marked_words import Known, mark_everything, words_past_the_catalogue

pytestmark = pytest.mark.timeout(900)

# Somebody of every role, at several points of the chain.
PEOPLE = (
    None,
    "koordinator.sinjai",
    "koordinator.bulukumba",
    "pimpinan.sinjai",
    "penelaah",
    "pembina.sulsel",
    "ombudsman.sulsel",
    "operator",
    "dinsos.sinjai",
    "kolega.disparbud",
)
PROPER = {place.short: "a province, abbreviated on a tile" for place in PROVINCES.values()} | {
    "DKI": "the beginning of a province's name",
    "DI": "the beginning of a province's name",
    "Peg": "Pegunungan, on a tile",
    "Contoh": "how the demonstration's budget codes are called",
    "perminta": "the stem of a word that was searched for",
    "Bahasa Indonesia": "each language is called by its own name",
    "English": "each language is called by its own name",
    "ID": "a language",
    "EN": "a language",
    "II": "a quarter",
    "III": "a quarter",
    "IV": "a quarter",
    "https": "how an address begins",
    "WIB": "a time zone",
    "WITA": "a time zone",
    "WIT": "a time zone",
    "Renaksi": "the product",
    "SP4N-LAPOR!": "the system",
}
ASKING = {
    "koordinator.sinjai",
    "dinsos.sinjai",
    "penelaah",
    "operator",
}  # also for pages that no link leads to
MOST_UNSEEN = 20  # of some two hundred
SAMPLES = 2  # for everybody together; pages of one kind: an OPD looks like the next one


# Pages whose words are looked at in their templates alone (tests/unit/house/test_words.py), and why.
APART = {
    "security.logout": "a redirect that signs out",
    "audit.log": "shows the names of fields and records as the log has them",
    "api_guide.guide": "is about names of fields, amid its sentences",
    "web.components": "sample words, for who builds pages",
}


# What answers with no page here, and why.
NO_PAGE = {
    **dict.fromkeys(
        (
            "api-docs.openapi_json",
            "api.complaint",
            "api.figures",
            "assessment.connection",
            "assessment.worker",
            "governments.suggest",
            "health.alive",
            "health.ready",
        ),
        "for programs",
    ),
    **dict.fromkeys(
        (
            "assessment.download",
            "assessment.download_version",
            "assessment.packed_workbooks",
            "assessment.preview",
            "assessment.workbook_ods",
            "assessment.workbook_rejects",
            "assessment.workbook_xlsx",
            "complaints.export_accesses",
            "complaints.export_calendar",
            "complaints.export_governments",
            "complaints.export_problems",
            "complaints.export_published",
            "complaints.export_register",
            "complaints.export_rejected",
            "complaints.export_statistics",
            "governments.logo",
            "plans.matrix_ods",
            "plans.matrix_problems",
            "plans.matrix_xlsx",
            "plans.progress_proof",
            "plans.submission_data",
            "plans.submission_pdf",
            "reports.download",
            "signing.original",
            "units.download",
            "units.template",
        ),
        "a file",
    ),
    "assessment.home": "a redirect",
    **dict.fromkeys(
        (
            "assessment.brought_workbook",
            "assessment.evidence_upload",
            "assessment.workbook_preview",
            "complaints.import_columns",
            "complaints.save_filters",
            "instrument.show_changes",
            "invitations.answer",
            "notifications.stop",
            "plans.accept_step",
            "plans.edit_template",
            "plans.matrix_preview",
            "plans.return_step",
            "plans.rewrite_comment",
            "plans.score",
            "security.mf_recovery",
            "security.reset_password",
            "security.tf_select",
            "security.two_factor_rescue",
            "security.two_factor_token_validation",
            "unit_upload.preview",
        ),
        "a step between two requests that the world has not begun",
    ),
}


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found += [value.partition("#")[0] for key, value in attrs if key == "href" and value]


def pages(
    app: Flask, username: str | None, places: list[str], seen: Counter[str]
) -> Iterator[tuple[str, str, str]]:
    """Endpoint, address and text of the pages this person comes to: by links, and those of `places`."""
    client = app.test_client()
    person = username and db.session.scalars(select(User).where(User.username == username)).one()
    match = app.url_map.bind("localhost").match
    own: Counter[str] = Counter()
    asked: set[str] = set()
    waiting = deque(["/", *places])
    while waiting:
        path = waiting.popleft()
        try:
            endpoint, _ = match(urlsplit(path).path, method="GET")
        except HTTPException:
            continue
        if path in asked or own[endpoint] or seen[endpoint] >= SAMPLES or endpoint in FILES | APART.keys():
            continue
        asked.add(path)
        if person:
            make.login(client, person)  # again: some addresses sign people out
        answer = client.get(path)
        if answer.mimetype != "text/html":  # a file, for everybody
            seen[endpoint] = SAMPLES
        if answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        seen[endpoint] += 1
        own[endpoint] += 1
        text = answer.get_data(as_text=True)
        yield endpoint, path, text
        links = _Links()
        links.feed(text)
        waiting.extend(link for link in links.found if link.startswith("/"))


def test_somebody_of_every_role_is_among_them(world: Flask) -> None:
    held = select(Appointment.role).join(User).where(User.username.in_(filter(None, PEOPLE)))
    assert set(db.session.scalars(held)) == set(HELD_BY_PEOPLE)


def test_every_word_of_every_page_comes_from_the_catalogues(
    world: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = Known(PROPER)
    places = [
        address(world, rule, values_for(rule.rule, code, records(code)))
        for code in (MINE,)
        for rule, method in doors(world)
        if method == "GET"
    ]
    mark_everything(monkeypatch)
    wrong: dict[tuple[str, str, str], str] = {}
    reached: Counter[str] = Counter()
    for username in PEOPLE:
        for endpoint, path, text in pages(world, username, places if username in ASKING else [], reached):
            for place, words in words_past_the_catalogue(text, known):
                wrong.setdefault((endpoint, place, words), f"{username} {path}")
        assert not wrong, "\n".join(f"{where}: {key}" for key, where in sorted(wrong.items()))
    pages_there = {rule.endpoint for rule, method in doors(world) if method == "GET"}
    unseen = pages_there - reached.keys() - FILES - APART.keys() - NO_PAGE.keys()
    # The world's plan has a submission without content, so some pages about it cannot be shown: their templates are
    # read in tests/unit/house/test_words.py all the same.
    assert len(unseen) <= MOST_UNSEEN, sorted(unseen)
