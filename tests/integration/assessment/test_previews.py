"""No page waits for a picture: it is asked for, drawn in the background, and there at the next look."""

import io

import pytest
import xlsxwriter
from sqlalchemy import func, select

from app.assessment.models import Evidence
from app.assessment.preview_jobs import JOB
from app.db import db
from app.jobs import Job, run_pending_jobs
from tests.factories import assessment as rounds
from tests.integration.assessment.test_documents import WHITE, form, path
from tests.style_guide import assert_page, words

JOBS = select(func.count()).select_from(Job).where(Job.name == JOB)


def evidence(assessment, code="K-01") -> Evidence:
    db.session.expire_all()
    return rounds.line(assessment, code).stored.evidence[0]


def address_of(assessment, code="K-01") -> str:
    return f"/asesmen/bukti/{evidence(assessment, code).id}/pratinjau"


@pytest.fixture
def own(place, sign_in):
    """An assessment whose K-01 shows a picture."""
    assessment = place.assessment()
    sign_in(place.admins[0]).post(path(assessment), data=form(files=(io.BytesIO(WHITE), "sk.png")))
    return assessment


def test_the_whole_way_without_script(app, own, place, sign_in):
    client = sign_in(place.admins[0])
    page = assert_page(client.get(address_of(own)), app)
    assert "Buat pratinjau" in words(page)
    assert client.get(address_of(own) + "/gambar").status_code == 404
    asked = client.post(address_of(own))
    assert asked.location == address_of(own) + "?kali=1"
    assert "Pratinjau sedang dibuat" in words(assert_page(client.get(asked.location), app))
    run_pending_jobs()
    page = client.get(address_of(own))
    assert_page(page, app)
    assert "/pratinjau/gambar" in page.text


def test_a_part_of_a_page_asks_by_itself_and_looks_again(own, place, sign_in):
    client = sign_in(place.admins[0])
    htmx = {"HX-Request": "true"}
    first = client.get(address_of(own), headers=htmx).text
    assert "<html" not in first
    assert f'hx-post="{address_of(own)}" hx-trigger="load"' in first
    waits = client.post(address_of(own), headers=htmx).text
    assert "kali=2" in waits
    late = client.get(address_of(own) + "?kali=99", headers=htmx).text
    assert "hx-" not in late
    assert "belum jadi" in late
    run_pending_jobs()
    assert "<img" in client.get(address_of(own) + "?kali=2", headers=htmx).text


def test_asking_twice_makes_one_job_and_asking_for_what_is_there_none(own, place, sign_in):
    client = sign_in(place.admins[0])
    client.post(address_of(own))
    client.post(address_of(own))
    assert db.session.scalar(JOBS) == 1
    run_pending_jobs()
    client.post(address_of(own))
    assert db.session.scalar(JOBS) == 1


def test_another_opd_may_neither_look_nor_ask(own, place, sign_in):
    client = sign_in(place.admins[1])
    for address in (address_of(own), address_of(own) + "/gambar"):
        assert client.get(address).status_code == 404
    assert client.post(address_of(own)).status_code == 404
    assert db.session.scalar(JOBS) == 0


def test_rows_of_a_workbook_stand_on_the_page_as_text(app, own, place, sign_in):
    client = sign_in(place.admins[0])
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_worksheet().write_row(0, 0, ["OPD", "<script>alert(1)</script>"])
    book.close()
    files = (io.BytesIO(out.getvalue()), "rekap.xlsx")
    client.post(path(own, "S-01"), data=form(answer="2", files=files))
    address = f"/asesmen/bukti/{evidence(own, 'S-01').id}/pratinjau"
    client.post(address)
    run_pending_jobs()
    page = client.get(address)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text
    assert "OPD" in words(assert_page(page, app))
