"""Clocks at their odd edges, each with the words that its page says."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from app.access import Role
from app.complaints.calendar import DayKind, FreeDay, working_calendar
from app.complaints.calendar_notes import notes_for_months
from app.complaints.decree_days import national_free_days
from app.complaints.explaining import explain
from app.complaints.explanation_text import sentences, span_text
from app.complaints.models import CalendarDay, Complaint
from app.complaints.queries.judging import calendar_for, free_days
from app.complaints.rules import Klass, Times, derive_status
from app.complaints.sla import ClockState, SlaRules, clocks
from tests.factories.complaints import imported, line
from tests.factories.organisations import government, login, user_with

SINJAI = "Asia/Makassar"
NAMES = {free.day: free for free in national_free_days()}
CALENDAR = working_calendar(NAMES, SINJAI)
VERIFY, FOLLOW_UP, RESOLVE = range(3)


def at(day: str, clock: str = "09:00") -> datetime:
    """A moment of 2022 on the wall of an office in Sinjai: at("28.04")."""
    return datetime.strptime(f"{day}.2022 {clock}", "%d.%m.%Y %H:%M").replace(tzinfo=ZoneInfo(SINJAI))


def told(times: Times, which: int, now: datetime, klass=Klass.NON_SUPERVISORY):
    clock = clocks(times, derive_status(times), klass, SlaRules(), CALENDAR, now)[which]
    return clock, sentences(explain(clock, times.pauses, CALENDAR, NAMES, now, (2028,)), SINJAI)


@pytest.fixture(autouse=True)
def _in_indonesian(app):
    with app.test_request_context("/"):
        yield


EDGES = {
    "an answer over Lebaran, in time": (
        Times(at("26.04"), verified=at("27.04"), first_follow_up=at("12.05", "23:59")),
        FOLLOW_UP,
        ClockState.IN_TIME,
        """\
Mulai 27 Apr 2022 09.00 WITA. Hari mulai itu sendiri tidak dihitung.
Hari kerja ke-1: Kamis, 28 April 2022.
Tidak dihitung: Sabtu dan Minggu (4 hari); 29 April 2022: Cuti Bersama Hari Raya Idul Fitri; 2 Mei 2022: \
Hari Raya Idul Fitri, hari libur nasional; 3 Mei 2022: Hari kedua dari Hari Raya Idul Fitri, hari libur \
nasional; 4–6 Mei 2022: Cuti Bersama Hari Raya Idul Fitri.
Batas waktu 5 hari kerja: sampai akhir hari Kamis, 12 Mei 2022.
Berakhir 12 Mei 2022 23.59 WITA, setelah 5 hari kerja: tepat waktu.""",
    ),
    "postponed for longer than what was left": (
        Times(
            at("03.10"),
            verified=at("03.10"),
            first_follow_up=at("24.10"),
            pauses=((at("06.10"), at("20.10")),),
        ),
        FOLLOW_UP,
        ClockState.IN_TIME,
        """\
Mulai 3 Okt 2022 09.00 WITA. Hari mulai itu sendiri tidak dihitung.
Hari kerja ke-1: Selasa, 4 Oktober 2022.
Tidak dihitung: Sabtu dan Minggu (6 hari).
Menunggu pelapor melengkapi laporan dari Kamis, 6 Oktober 2022 sampai Kamis, 20 Oktober 2022: 10 hari kerja \
tidak dihitung.
Batas waktu 5 hari kerja: sampai akhir hari Senin, 24 Oktober 2022.
Berakhir 24 Okt 2022 09.00 WITA, setelah 5 hari kerja: tepat waktu.""",
    ),
    "resumed on a holiday": (
        Times(
            at("25.04"),
            verified=at("25.04"),
            first_follow_up=at("13.05"),
            pauses=((at("27.04"), at("02.05", "20:00")),),
        ),
        FOLLOW_UP,
        ClockState.LATE,
        """\
Mulai 25 Apr 2022 09.00 WITA. Hari mulai itu sendiri tidak dihitung.
Hari kerja ke-1: Selasa, 26 April 2022.
Tidak dihitung: Sabtu dan Minggu (4 hari); 29 April 2022: Cuti Bersama Hari Raya Idul Fitri; 2 Mei 2022: \
Hari Raya Idul Fitri, hari libur nasional; 3 Mei 2022: Hari kedua dari Hari Raya Idul Fitri, hari libur \
nasional; 4–6 Mei 2022: Cuti Bersama Hari Raya Idul Fitri.
Menunggu pelapor melengkapi laporan dari Rabu, 27 April 2022 sampai Senin, 2 Mei 2022: 1 hari kerja tidak \
dihitung.
Batas waktu 5 hari kerja: sampai akhir hari Rabu, 11 Mei 2022.
Berakhir 13 Mei 2022 09.00 WITA, setelah 7 hari kerja: terlambat 2 hari kerja.""",
    ),
    "closed on a holiday, after the deadline": (
        Times(
            at("23.05"),
            verified=at("23.05"),
            first_follow_up=at("23.05"),
            closed=at("01.06"),
            resolved=at("01.06"),
        ),
        RESOLVE,
        ClockState.LATE,
        """\
Mulai 23 Mei 2022 09.00 WITA. Hari mulai itu sendiri tidak dihitung.
Hari kerja ke-1: Selasa, 24 Mei 2022.
Tidak dihitung: Sabtu dan Minggu (2 hari); 26 Mei 2022: Kenaikan Yesus Kristus, hari libur nasional.
Batas waktu 5 hari kerja: sampai akhir hari Selasa, 31 Mei 2022.
Berakhir 1 Jun 2022 09.00 WITA, pada Hari Lahir Pancasila, hari libur nasional, ketika batas waktu sudah \
lewat: terlambat.""",
    ),
    "closed on a holiday, before the deadline": (
        Times(
            at("25.05"),
            verified=at("25.05"),
            first_follow_up=at("25.05"),
            closed=at("26.05"),
            resolved=at("26.05"),
        ),
        RESOLVE,
        ClockState.IN_TIME,
        """\
Mulai 25 Mei 2022 09.00 WITA. Hari mulai itu sendiri tidak dihitung.
Hari kerja ke-1: Jumat, 27 Mei 2022.
Tidak dihitung: Sabtu dan Minggu (2 hari); 26 Mei 2022: Kenaikan Yesus Kristus, hari libur nasional; 1 Juni \
2022: Hari Lahir Pancasila, hari libur nasional.
Batas waktu 5 hari kerja: sampai akhir hari Jumat, 3 Juni 2022.
Berakhir 26 Mei 2022 09.00 WITA, sebelum hari kerja ke-1: tepat waktu.""",
    ),
    "waited for the reporter twice, the spans overlapping": (
        Times(
            at("03.10"),
            verified=at("03.10"),
            first_follow_up=at("19.10"),
            pauses=((at("04.10"), at("06.10")), (at("05.10"), at("07.10")), (at("11.10"), at("12.10"))),
        ),
        FOLLOW_UP,
        ClockState.LATE,
        """\
Mulai 3 Okt 2022 09.00 WITA. Hari mulai itu sendiri tidak dihitung.
Hari kerja ke-1: Selasa, 4 Oktober 2022.
Tidak dihitung: Sabtu dan Minggu (2 hari).
Menunggu pelapor melengkapi laporan dari Selasa, 4 Oktober 2022 sampai Jumat, 7 Oktober 2022: 3 hari kerja \
tidak dihitung.
Menunggu pelapor melengkapi laporan dari Selasa, 11 Oktober 2022 sampai Rabu, 12 Oktober 2022: 1 hari kerja \
tidak dihitung.
Batas waktu 5 hari kerja: sampai akhir hari Jumat, 14 Oktober 2022.
Berakhir 19 Okt 2022 09.00 WITA, setelah 8 hari kerja: terlambat 3 hari kerja.""",
    ),
    "waits for the reporter": (
        Times(at("03.10"), verified=at("03.10"), pauses=((at("05.10"), None),)),
        FOLLOW_UP,
        ClockState.PAUSED,
        """\
Mulai 3 Okt 2022 09.00 WITA. Hari mulai itu sendiri tidak dihitung.
Hari kerja ke-1: Selasa, 4 Oktober 2022.
Tidak dihitung: Sabtu dan Minggu (2 hari).
Menunggu pelapor melengkapi laporan sejak Rabu, 5 Oktober 2022; sejak itu waktu berhenti.
Terpakai 2 dari 5 hari kerja; batas waktu baru ditetapkan setelah dilanjutkan.""",
    ),
    "asked the reporter when it was late already": (
        Times(at("19.09"), verified=at("19.09"), pauses=((at("05.10"), None),)),
        FOLLOW_UP,
        ClockState.OPEN_LATE,
        """\
Mulai 19 Sep 2022 09.00 WITA. Hari mulai itu sendiri tidak dihitung.
Hari kerja ke-1: Selasa, 20 September 2022.
Tidak dihitung: Sabtu dan Minggu (2 hari).
Menunggu pelapor melengkapi laporan sejak Rabu, 5 Oktober 2022; sejak itu waktu berhenti.
Batas waktu 5 hari kerja: sampai akhir hari Senin, 26 September 2022.
Sampai Senin, 10 Oktober 2022 sudah 12 hari kerja dan belum selesai: terlambat 7 hari kerja.""",
    ),
    "open, its time not over": (
        Times(at("06.10"), verified=at("06.10")),
        FOLLOW_UP,
        ClockState.RUNNING,
        """\
Mulai 6 Okt 2022 09.00 WITA. Hari mulai itu sendiri tidak dihitung.
Hari kerja ke-1: Jumat, 7 Oktober 2022.
Tidak dihitung: Sabtu dan Minggu (2 hari).
Batas waktu 5 hari kerja: sampai akhir hari Kamis, 13 Oktober 2022.
Sampai Senin, 10 Oktober 2022 terpakai 2 dari 5 hari kerja; masih dalam batas waktu.""",
    ),
    "not begun": (
        Times(at("06.10")),
        FOLLOW_UP,
        ClockState.NOT_STARTED,
        """\
Menunggu tahap sebelumnya.""",
    ),
    "received on a holiday at 23.59": (
        Times(at("26.05", "23:59"), verified=at("27.05", "00:00")),
        VERIFY,
        ClockState.IN_TIME,
        """\
Mulai 26 Mei 2022 23.59 WITA, pada Kenaikan Yesus Kristus, hari libur nasional. Hari itu tidak dihitung.
Hari kerja ke-1: Jumat, 27 Mei 2022.
Tidak dihitung: Sabtu dan Minggu (2 hari).
Batas waktu 3 hari kerja: sampai akhir hari Selasa, 31 Mei 2022.
Berakhir 27 Mei 2022 00.00 WITA, setelah 1 hari kerja: tepat waktu.""",
    ),
    "verified before it was received": (
        Times(at("26.05"), verified=at("25.05")),
        VERIFY,
        ClockState.UNKNOWN,
        """\
Waktu pada sumber data tidak berurutan.
Tercatat mulai 26 Mei 2022 09.00 WITA, tetapi berakhir lebih awal, yaitu 25 Mei 2022 09.00 WITA. Karena itu \
tahap ini tidak dinilai.""",
    ),
    "received on a Saturday that is a holiday": (
        Times(at("08.10", "10:00"), verified=at("10.10")),
        VERIFY,
        ClockState.IN_TIME,
        """\
Mulai 8 Okt 2022 10.00 WITA, pada Maulid Nabi Muhammad, hari libur nasional. Hari itu tidak dihitung.
Hari kerja ke-1: Senin, 10 Oktober 2022.
Tidak dihitung: Sabtu dan Minggu (1 hari).
Batas waktu 3 hari kerja: sampai akhir hari Rabu, 12 Oktober 2022.
Berakhir 10 Okt 2022 09.00 WITA, setelah 1 hari kerja: tepat waktu.""",
    ),
}


@pytest.mark.parametrize(("times", "which", "state", "words"), EDGES.values(), ids=EDGES)
def test_the_words_of_an_edge(times, which, state, words):
    klass = Klass.INFORMATION if which == RESOLVE else Klass.NON_SUPERVISORY
    clock, said = told(times, which, at("10.10"), klass)
    assert (clock.state, said) == (state, words.split("\n"))


def test_a_weekend_is_called_by_its_name():
    _, said = told(Times(at("15.10")), VERIFY, at("17.10"))
    assert said[0] == "Mulai 15 Okt 2022 09.00 WITA, pada hari Sabtu. Hari itu tidak dihitung."


def test_a_deadline_missed_by_a_weekend_only():
    times = Times(at("10.10"), verified=at("10.10"))
    _, said = told(times, FOLLOW_UP, at("22.10"))
    assert (
        said[-1]
        == "Sampai Sabtu, 22 Oktober 2022 sudah 9 hari kerja dan belum selesai: terlambat 4 hari kerja."
    )
    _, said = told(times, FOLLOW_UP, at("18.10", "00:00"))
    assert (
        said[-1]
        == "Sampai Selasa, 18 Oktober 2022 sudah 6 hari kerja dan belum selesai: terlambat 1 hari kerja."
    )
    _, said = told(Times(at("07.10"), verified=at("07.10")), FOLLOW_UP, at("15.10"))
    assert said[-1] == "Batas waktu sudah lewat dan belum selesai; sejak itu belum ada hari kerja."


def test_a_clock_in_a_year_without_calendar_says_so():
    start = datetime(2028, 1, 3, 9, tzinfo=ZoneInfo(SINJAI))
    _, said = told(Times(start), VERIFY, start)
    assert said[-1] == "Kalender 2028 belum lengkap, sehingga hitungan ini dapat berubah."
    _, said = told(Times(at("03.10")), VERIFY, at("04.10"))
    assert not any("belum lengkap" in sentence for sentence in said)


def test_an_estimated_day_is_called_one():
    start = datetime(2027, 3, 8, 9, tzinfo=ZoneInfo(SINJAI))
    _, said = told(Times(start), VERIFY, start)
    assert "10 Maret 2027: Hari Raya Idul Fitri, hari libur nasional (perkiraan)" in said[2]


def test_days_in_a_row_do_not_say_the_month_twice():
    assert span_text(date(2022, 5, 4), date(2022, 5, 6)) == "4–6 Mei 2022"
    assert span_text(date(2022, 4, 29), date(2022, 5, 2)) == "29 April – 2 Mei 2022"
    assert span_text(date(2022, 12, 31), date(2023, 1, 1)) == "31 Desember 2022 – 1 Januari 2023"


def test_the_page_of_a_complaint_tells_it_with_the_days_of_its_government(client, db_session, tmp_path):
    sinjai = government(name="Kabupaten Sinjai")
    imported(sinjai, tmp_path, line(1, verified="12/10/2021 08:00"), cut_off=at("01.01"))
    db_session.add(
        CalendarDay(government_id=sinjai.id, day=date(2021, 10, 7), kind=DayKind.LOCAL, name="Hari Jadi")
    )
    complaint = db_session.scalars(select(Complaint)).one()
    db_session.commit()
    login(client, user_with(Role.COORDINATOR, government=sinjai))
    page = client.get(f"/pengaduan/{complaint.id}").text
    assert "7 Oktober 2021: Hari Jadi, hari libur daerah" in page
    assert "Berakhir 12 Okt 2021 08.00 WITA, setelah 4 hari kerja: terlambat 1 hari kerja." in page


def test_a_local_day_does_not_stand_in_for_the_national_ones(db_session):
    """A government's own day in an otherwise empty table must not switch the national list off."""
    sinjai = government()
    db_session.add(
        CalendarDay(government_id=sinjai.id, day=date(2022, 2, 28), kind=DayKind.LOCAL, name="Hari Jadi")
    )
    db_session.flush()
    assert not calendar_for(sinjai).is_working(date(2022, 5, 2))
    assert not calendar_for(sinjai).is_working(date(2022, 2, 28))
    assert len(free_days(sinjai, 2022)) == 21
    assert FreeDay(date(2022, 2, 28), DayKind.LOCAL, "Hari Jadi") in free_days(sinjai, 2022)


def test_figures_say_when_the_calendar_of_their_year_is_not_complete(client, db_session, tmp_path):
    sinjai = government(name="Kabupaten Sinjai")
    imported(sinjai, tmp_path, line(1), line(2, received="05/10/2016 09:00"), cut_off=at("01.01"))
    db_session.commit()
    login(client, user_with(Role.COORDINATOR, government=sinjai))
    note = "Kalender 2016 belum diisi: hari kerja dan tenggat dapat berubah"
    assert note in client.get("/pengaduan/statistik").text
    assert note in client.get("/pengaduan/statistik.csv").text
    assert "belum diisi" not in client.get("/pengaduan/statistik?dari=2021-01-01").text


def test_a_clock_that_may_reach_into_the_next_year_needs_that_calendar_too(app, db_session):
    with app.test_request_context("/"):
        assert notes_for_months(["2027-09"]) == [
            "Kalender 2027 masih memuat tanggal perkiraan: hari kerja dan tenggat dapat berubah"
        ]
        assert notes_for_months(["2026-09", "2027-10"])[-1].startswith("Kalender 2028 belum diisi")
        assert notes_for_months(["2021-10"]) == []
