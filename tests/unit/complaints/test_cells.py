from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.complaints.import_formats import cells
from app.complaints.import_formats.fields import CellRefused, Field, Since1904, Trouble
from app.complaints.import_formats.moments import MomentReader
from app.complaints.import_formats.wordings import channel, klass, status
from app.complaints.masking import PLACEHOLDERS, Kind
from app.complaints.rules import Klass, Status

MAKASSAR = MomentReader(ZoneInfo("Asia/Makassar"))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("#9165816", "9165816"),
        ("9165816", "9165816"),
        ("9165816.0", "9165816"),
        ("9165816,0", "9165816"),
        ("9165816.000", "9165816"),
        ("9.165.816", "9165816"),
        ("'9165816", "9165816"),
        (" \u00a0# 9165816 ", "9165816"),
        (9165816, "9165816"),
        (9165816.0, "9165816"),
    ],
)
def test_ids_come_back_whole(written, meant):
    assert cells.tracking_id(written, numeric=True) == meant


@pytest.mark.parametrize(
    ("written", "trouble"),
    [
        ("9.17E+06", Trouble.ID_PRECISION_LOST),
        ("9,17e+06", Trouble.ID_PRECISION_LOST),
        (9165816.5, Trouble.ID_PRECISION_LOST),
        (1e17, Trouble.ID_PRECISION_LOST),
        ("", Trouble.ID_MISSING),
        (None, Trouble.ID_MISSING),
        ("#", Trouble.ID_MISSING),
        ("A-17", Trouble.ID_NOT_A_NUMBER),
    ],
)
def test_ids_that_are_lost_are_refused(written, trouble):
    with pytest.raises(CellRefused) as refusal:
        cells.tracking_id(written, numeric=True)
    assert refusal.value.trouble is trouble


def test_local_ids_may_hold_letters_but_no_formula():
    assert cells.tracking_id("BRG-2021/0017", numeric=False) == "BRG-2021/0017"
    with pytest.raises(CellRefused):
        cells.tracking_id("=HYPERLINK(1)", numeric=False)
    with pytest.raises(CellRefused) as refusal:
        cells.tracking_id("X" * 65, numeric=False)
    assert refusal.value.trouble is Trouble.ID_TOO_LONG


def local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=ZoneInfo("Asia/Makassar"))  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("written", "meant", "day_only"),
    [
        ("05/10/2021 13:53", local(2021, 10, 5, 13, 53), False),
        ("5/1/2021", local(2021, 1, 5), True),
        ("05-10-2021 13.53", local(2021, 10, 5, 13, 53), False),
        ("05.10.2021", local(2021, 10, 5), True),
        ("05/10/21", local(2021, 10, 5), True),
        ("5 Okt 2021", local(2021, 10, 5), True),
        ("5 Oktober 2021, pukul 13.53 WITA", local(2021, 10, 5, 13, 53), False),
        ("5 Oktober 2021 13:53 WIB", local(2021, 10, 5, 14, 53), False),
        ("5 Nopember 2021", local(2021, 11, 5), True),
        ("17-Agu-21", local(2021, 8, 17), True),
        ("Selasa, 2025/07/08", local(2025, 7, 8), True),
        ("Jum'at, 8 Oktober 2021 08:00", local(2021, 10, 8, 8), False),
        ("Oct 5, 2021 1:53 PM", local(2021, 10, 5, 13, 53), False),
        ("2021-10-05 13:53:10", local(2021, 10, 5, 13, 53, 10), False),
        ("2021-10-05T05:53:00Z", local(2021, 10, 5, 13, 53), False),
        ("2021-10-05T13:53:00+08:00", local(2021, 10, 5, 13, 53), False),
        ("2021-10-05 05:53:00.25+00", local(2021, 10, 5, 13, 53, 0, 250_000), False),
        ("Sel, 5 Okt 2021", local(2021, 10, 5), True),
        ("Selasa, 2025/07/08 13:05", local(2025, 7, 8, 13, 5), False),
        ("5 Okt 2021 13.53 WITA", local(2021, 10, 5, 13, 53), False),
        ("5 Okt 2021 | 13:53", local(2021, 10, 5, 13, 53), False),
        (Since1904(44474 - 1462), local(2021, 10, 5), True),
        ("5\u00a0Okt\u00a02021", local(2021, 10, 5), True),
        (44474, local(2021, 10, 5), True),
        (44474.578472222, local(2021, 10, 5, 13, 53), False),
        ("44474,5", local(2021, 10, 5, 12), False),
        (date(2021, 10, 5), local(2021, 10, 5), True),
        (datetime(2021, 10, 5, 13, 53), local(2021, 10, 5, 13, 53), False),  # noqa: DTZ001 - as sheets give it
    ],
)
def test_moments_as_people_write_them(written, meant, day_only):
    moment = MAKASSAR.read(written)
    assert moment is not None
    assert moment.instant == meant
    assert moment.instant.tzinfo is UTC
    assert moment.day_only is day_only


@pytest.mark.parametrize(
    ("written", "trouble"),
    [
        ("Kemarin, 02:19", Trouble.DATE_RELATIVE),
        ("2 hari yang lalu", Trouble.DATE_RELATIVE),
        ("Hari ini 10:00", Trouble.DATE_RELATIVE),
        ("Senin", Trouble.DATE_RELATIVE),
        ("Sel, 02:19", Trouble.DATE_RELATIVE),
        ("3 jam", Trouble.DATE_RELATIVE),
        ("13:53", Trouble.DATE_WITHOUT_DAY),
        ("pukul 13.53 WITA", Trouble.DATE_WITHOUT_DAY),
        (time(13, 53), Trouble.DATE_WITHOUT_DAY),
        (timedelta(hours=37), Trouble.DATE_WITHOUT_DAY),
        ("31/02/2021", Trouble.DATE_IMPOSSIBLE),
        ("10/13/2021", Trouble.DATE_IMPOSSIBLE),
        ("5 Xyz 2021", Trouble.DATE_UNREADABLE),
        ("segera", Trouble.DATE_UNREADABLE),
        (12, Trouble.DATE_UNREADABLE),
        (True, Trouble.DATE_UNREADABLE),
    ],
)
def test_moments_that_nobody_can_know_are_refused(written, trouble):
    with pytest.raises(CellRefused) as refusal:
        MAKASSAR.read(written)
    assert refusal.value.trouble is trouble


@pytest.mark.parametrize(
    "empty", [None, "", " ", "-", "–", "—", "Belum", "N/A", "NULL", "0000-00-00 00:00:00", "00/00/0000"]
)
def test_empty_moments_are_none(empty):
    assert MAKASSAR.read(empty) is None


@pytest.mark.parametrize(
    ("wording", "meant", "automatic"),
    [
        ("Belum Terverifikasi", Status.UNVERIFIED, False),
        ("Terdisposisi Belum Ditindaklanjuti", Status.DISPOSED, False),
        ("Ditindaklanjuti oleh Instansi", Status.IN_PROCESS, False),
        ("Sedang Diproses", Status.IN_PROCESS, False),
        ("Ditanggapi oleh Pelapor", Status.IN_PROCESS, False),
        ("Selesai otomatis dalam 10 hari", Status.IN_PROCESS, True),
        ("TERDISPOSISI\u00a0SELESAI", Status.FINISHED, False),
        ("Selesai otomatis", Status.FINISHED, True),
        ("Tertunda", Status.POSTPONED, False),
        ("Arsip", Status.ARCHIVED, False),
        ("", None, False),
    ],
)
def test_statuses_in_several_wordings(wording, meant, automatic):
    assert status(wording)[:2] == (meant, automatic)


def test_a_status_may_name_the_agency():
    assert status("Terdisposisi ke Dinas Sosial") == (Status.DISPOSED, False, "Dinas Sosial")


def test_unknown_wordings_are_refused():
    with pytest.raises(CellRefused):
        status("Entahlah")
    with pytest.raises(CellRefused):
        klass("Keluh kesah")


def test_classes():
    assert klass("Pengaduan Berkadar Pengawasan") is Klass.SUPERVISORY
    assert klass("pengaduan tidak berkadar pengawasan") is Klass.NON_SUPERVISORY
    assert klass("Permintaan Informasi") is Klass.INFORMATION
    assert klass("ASPIRASI") is Klass.ASPIRATION
    assert klass("") is None


@pytest.mark.parametrize(
    ("written", "name", "agency"),
    [
        ("Android - dinas-pekerjaan-umum", "Android", "dinas-pekerjaan-umum"),
        ("website-dinas-sosial", "Website", "dinas-sosial"),
        ("SMS 1708", "SMS", ""),
        ("Radio Suara Sinjai - pagi", "Radio Suara Sinjai - pagi", ""),
    ],
)
def test_a_channel_may_carry_the_agency(written, name, agency):
    assert channel(written) == (name, agency)


PHONE, MAIL, ADDRESS = (PLACEHOLDERS[kind] for kind in (Kind.PHONE, Kind.MAIL, Kind.ADDRESS))


def test_personal_data_is_masked_before_a_text_is_cut():
    title = cells.title("x " * 145 + "NIK 7307011203850001 dan lagi")
    assert len(title) == 300
    assert "7307" not in title


def test_personal_data_is_masked_in_every_text_of_a_row():
    assert cells.title("HP 081234567890") == f"HP {PHONE}"
    assert cells.long_text("surel warga@contoh.id\n\nTtd") == f"surel {MAIL}\n\nTtd"
    assert cells.area("Jl. Melati No. 12, Lappa") == f"Jl. Melati {ADDRESS}, Lappa"


def test_texts_are_folded_and_cut():
    assert cells.name("PEKERJAAN\u00a0UMUM \n ", Field.CATEGORY) == "PEKERJAAN UMUM"
    assert cells.long_text("satu\r\n\r\ndua\x07") == "satu\n\ndua"
    assert len(cells.title("x" * 999)) == 300


def test_a_title_is_masked_before_it_is_cut():
    assert cells.title("x" * 290 + " 081234567890") == ("x" * 290 + " " + PHONE)[:300]
    assert len(cells.title("x" * 293 + " a@b.id")) == 300


@pytest.mark.parametrize(
    ("written", "read"),
    [("'=1+1", "=1+1"), ("'-5 derajat", "-5 derajat"), ("''@warga", "@warga"), ("'quoted'", "'quoted'")],
)
def test_the_mark_before_a_formula_is_no_part_of_the_text(written, read):
    assert cells.name(written, Field.CATEGORY) == cells.title(written) == cells.long_text(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("PEKERJAAN UMUM DAN TATA RUANG", "Pekerjaan Umum dan Tata Ruang"),
        ("KTP ELEKTRONIK", "KTP Elektronik"),
        ("Energi dan ESDM", "Energi dan ESDM"),
    ],
)
def test_categories_stop_shouting(written, read):
    assert cells.category(written) == read


@pytest.mark.parametrize(
    ("written", "stars"),
    [("5", 5), ("4,5", 4.5), ("★★★", 3), ("3 bintang", 3), ("0", None), ("-", None), (None, None)],
)
def test_ratings(written, stars):
    assert cells.rating(written) == stars


@pytest.mark.parametrize("written", ["9", "bagus", "-1"])
def test_ratings_outside_the_stars_are_refused(written):
    with pytest.raises(CellRefused):
        cells.rating(written)
