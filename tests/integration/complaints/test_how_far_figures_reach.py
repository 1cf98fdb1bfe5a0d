"""Beside figures it stands how far they reach, also for complaints that no file brought."""

from datetime import UTC, date, datetime, timedelta

from app.complaints.queries.figures import figures
from app.complaints.start import complaint_tiles
from tests.factories import organisations as make
from tests.factories.complaints import imported, line
from tests.factories.handling import MONDAY

CUT_OFF = datetime(2021, 10, 31, 3, tzinfo=UTC)
BOTH = "Data impor sampai"
HERE = "pengaduan yang ditangani di sini sampai 2 November 2026"


def test_pages_say_both_where_later_complaints_are_counted(client, app, desk, tmp_path):
    imported(desk.owner, tmp_path, line(1), cut_off=CUT_OFF)
    desk.entered(received_at=datetime(2026, 11, 2, 3, tzinfo=UTC))
    make.login(client, desk.coordinator)
    page = client.get("/pengaduan/statistik").text
    assert BOTH in page
    assert HERE in page
    only_then = client.get("/pengaduan/statistik?dari=2021-01-01&sampai=2021-12-31").text
    assert "Data sampai 31 Okt 2021" in only_then
    assert "ditangani di sini" not in only_then
    with app.test_request_context("/"):
        notes = {tile.note for tile in complaint_tiles(desk.actor(desk.coordinator))}
    assert notes == {f"Semua pengaduan dalam register. {BOTH} 31 Oktober 2021; {HERE}"}


def test_a_register_that_was_only_imported_says_its_cut_off(app, desk, tmp_path):
    imported(desk.owner, tmp_path, line(1), cut_off=CUT_OFF)
    desk.entered(received_at=MONDAY)  # on 4 October, before the cut-off
    assert figures(desk.owner.id, None, None).here_until is None
    with app.test_request_context("/"):
        notes = {tile.note for tile in complaint_tiles(desk.actor(desk.coordinator))}
    assert notes == {"Semua pengaduan dalam register. Data sampai 31 Oktober 2021"}


def test_only_complaints_of_the_same_opd_and_period_count(desk, tmp_path):
    imported(desk.owner, tmp_path, line(1), cut_off=CUT_OFF)
    desk.entered(received_at=CUT_OFF + timedelta(days=10), unit_id=desk.works.id)
    assert figures(desk.owner.id, None, None, desk.works.id).here_until == date(2021, 11, 10)
    assert figures(desk.owner.id, None, None, desk.social.id).here_until is None
    assert figures(desk.owner.id, None, date(2021, 11, 9)).here_until is None
