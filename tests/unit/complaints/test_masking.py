"""Personal data in texts: what is masked in which form, and what has to stay."""

import sys
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.complaints.masking import (
    PLACEHOLDERS,
    Found,
    Kind,
    _candidates,
    _precedence,
    find_personal_data,
    mask_personal_data,
)
from app.complaints.masking.identity_numbers import is_plausible_nik
from tests.samples.complaints.masking import read
from tests.samples.complaints.masking.generated import generate

NIK, KK, PHONE, MAIL = (PLACEHOLDERS[kind] for kind in (Kind.NIK, Kind.FAMILY_CARD, Kind.PHONE, Kind.MAIL))
NAME, ADDRESS, ACCOUNT = (PLACEHOLDERS[kind] for kind in (Kind.NAME, Kind.ADDRESS, Kind.ACCOUNT))
IDENTITY, PLATE = PLACEHOLDERS[Kind.IDENTITY], PLACEHOLDERS[Kind.PLATE]


@pytest.mark.parametrize(
    ("written", "masked"),
    [
        ("NIK 7307011203850001 saya", f"NIK {NIK} saya"),
        ("NIK 7307 0112 0385 0001", f"NIK {NIK}"),
        ("nik: 730701-120385-0001", f"nik: {NIK}"),
        ("NIK ibu 7307015203850001", f"NIK ibu {NIK}"),  # a woman: day of birth plus 40
        ("No. KK 7307011203090004", f"No. KK {KK}"),
        ("hubungi 081234567890.", f"hubungi {PHONE}."),
        ("hubungi +62 812-3456-7890", f"hubungi {PHONE}"),
        ("hubungi 62 812 3456 789", f"hubungi {PHONE}"),
        ("telepon 0411-872345", f"telepon {PHONE}"),
        ("telepon (0482) 21 345", f"telepon {PHONE}"),
        ("WA 812-3456-7890", f"WA {PHONE}"),
        ("https://wa.me/6281234567890?text=a", f"https://wa.me/{PHONE}?text=a"),
        ("nol delapan satu dua tiga empat lima enam tujuh", PHONE),
        ("surel warga@contoh.id", f"surel {MAIL}"),
        ("warga.satu at gmail dot com ya", f"{MAIL} ya"),
        ("warga [at] contoh [titik] com", MAIL),
        ("no rek BRI 3456-01-001234-53-7", f"no rek BRI {ACCOUNT}"),
        ("NPWP 09.254.294.3-407.000", f"NPWP {IDENTITY}"),
        ("NIP 198503152010011012", f"NIP {IDENTITY}"),
        ("BPJS nomor 0001234509876", f"BPJS nomor {IDENTITY}"),
        ("motor DD 1234 AB parkir", f"motor {PLATE} parkir"),
        ("Jl. Melati No. 12 RT 03/RW 05 Kel. Lappa", f"Jl. Melati {ADDRESS} Kel. Lappa"),
        ("alamat saya Jl. Melati No. 12", f"alamat saya {ADDRESS}"),
        ("tinggal di Dusun Bua RT 01/RW 02 Desa Aska", f"tinggal di {ADDRESS} Desa Aska"),
        ("Perumahan Griya Asri Blok C2 No. 11", f"Perumahan Griya Asri {ADDRESS}"),
        ("Nama saya Andi Tenri, dari Lappa", f"Nama saya {NAME}, dari Lappa"),
        ("nama saya xuvo mebi mau lapor", f"nama saya {NAME} mau lapor"),  # in no list
        ("KTP a.n. Xuvo Mebi hilang", f"KTP a.n. {NAME} hilang"),
        ("Hormat saya,\nXuvo Mebi", f"Hormat saya,\n{NAME}"),
        ("TTD Xuvo", f"TTD {NAME}"),
        ("Nama: XUVO MEBI", f"Nama: {NAME}"),
        ("Bapak Xuvo Mebi dan Sdri. Zadu", f"Bapak {NAME} dan Sdri. {NAME}"),
        ("Pak Kades Amiruddin", f"Pak Kades {NAME}"),
    ],
)
def test_personal_data_is_masked(written, masked):
    assert mask_personal_data(written) == masked


@pytest.mark.parametrize(
    "written",
    [
        "Jalan Persatuan Raya rusak sejak 2019",
        "Jl. Jenderal Sudirman dan Jl. Ahmad Yani gelap",
        "Jalan H. Abdul Latief, Masjid Abdul Rahman, Pasar Daeng Tata",
        "Bapak Bupati, Ibu Kepala Dinas Sosial, Pak Camat, Bu Lurah dan Pak RT yang terhormat",
        "ibu hamil, ibu saya, ibu rumah tangga, Ibu Kota, bapak-bapak",
        "Lampu jalan di RT 03/RW 01 Kelurahan Lappa mati 3 titik",
        "laporan #9165816 tanggal 05/10/2021 13.53",
        "Rp1.500.000.000 untuk 12 desa, Rp 8.500.000.000,- dan 450.000",
        "kode 4.01.01.2.13.0002 dan rekening belanja 5.1.02.01.01.0024",
        "surat nomor 012/DKM/II/2021 dan 188.45/123/2021, jalan nomor 12 ruas Sinjai",
        "tanggal 05.10.2021 jam 08.30 sampai 11.45, 2021-10-05 08:12:45",
        "token 5432 1098 7654 3210 9876",
        "mobil dinas plat merah DD 12 AB; BLT DD 500 RB",
        "Atas nama warga Dusun Bua; a.n. Bupati Sinjai; desa bernama Bonto Salama",
        "nama saya tidak ada di daftar; Nama Jalan: Sawerigading",
        "Saya Ingin Bertanya Kapan Jadwal Vaksin Tahap Dua Di Puskesmas",
        "koordinat -5.1234567, 120.2512345",
    ],
)
def test_what_is_needed_to_help_stays(written):
    assert mask_personal_data(written) == written


def test_one_kind_wins_where_two_are_possible():
    found = find_personal_data("rekening BRI 7307011203850001")
    assert [one.kind for one in found] == [Kind.ACCOUNT]


def test_a_nik_has_a_province_and_a_day_of_birth():
    assert is_plausible_nik("7307011203850001")
    assert is_plausible_nik("7307017103850001")  # a woman born on the 31st
    assert not is_plausible_nik("7307013203850001")
    assert not is_plausible_nik("0007011203850001")


def test_masking_again_changes_nothing():
    for sample in (*read("development"), *read("held_out")):
        once = mask_personal_data(sample.text)
        assert mask_personal_data(once) == once


def test_the_quick_look_hides_nothing():
    for sample in (*read("development"), *read("held_out"), *generate(500)):
        assert find_personal_data(sample.text) == find_personal_data(sample.text, thorough=True), sample.text


PROVINCES = st.sampled_from(["11", "12", "31", "32", "33", "35", "51", "61", "73", "74", "94"])
WORDS = st.lists(
    st.sampled_from("mohon jalan rusak di desa kami pak tolong data belum ada".split()), max_size=6
)


@given(
    before=WORDS,
    after=WORDS,
    province=PROVINCES,
    rest=st.integers(0, 9999),
    day=st.integers(1, 31),
    woman=st.booleans(),
    month=st.integers(1, 12),
    year=st.integers(0, 99),
    serial=st.integers(1, 9999),
    separator=st.sampled_from(["", " ", ".", "-"]),
)
def test_no_nik_slips_through(before, after, province, rest, day, woman, month, year, serial, separator):
    parts = [province + f"{rest:04d}", f"{day + 40 * woman:02d}{month:02d}{year:02d}", f"{serial:04d}"]
    number = separator.join(parts)
    masked = mask_personal_data(" ".join([*before, number, *after]))
    assert number not in masked
    assert NIK in masked


@given(
    operator=st.sampled_from(["811", "812", "813", "821", "822", "852", "853", "857", "877", "896"]),
    rest=st.text("0123456789", min_size=7, max_size=8),
    prefix=st.sampled_from(["0", "+62", "62", "+62 ", "+62-"]),
    separator=st.sampled_from(["", " ", "-", "."]),
    before=WORDS,
    after=WORDS,
)
def test_no_mobile_number_slips_through(operator, rest, prefix, separator, before, after):
    number = separator.join([prefix + operator, rest[:4], rest[4:]])
    masked = mask_personal_data(" ".join([*before, number, *after]))
    assert rest[4:] not in masked or not rest[4:].strip()
    assert PHONE in masked


@pytest.mark.parametrize(
    "nasty",
    [
        "0" * 20_000,
        "0 8" * 7_000,
        "a" * 20_000,
        "a.b@" * 5_000,
        "nama saya " * 2_000,
        "Jl. A No. " * 2_000,
        "Pak Budi Bin " * 1_500,
        "nol " * 5_000,
        "alamat rumah " * 1_500,
        "rek bri 1 2 " * 1_500,
        "".join(Random(1).choices("abpnkjlrtw0123456789 .-/@()\n", k=20_000)),
    ],
)
def test_no_text_keeps_the_masker_busy(nasty):
    """Work grows with length, not with its square. Counted in calls, which no busy machine changes."""
    assert calls_to_mask(nasty) < 6 * calls_to_mask(nasty[: len(nasty) // 4]) + 10_000


def calls_to_mask(text: str) -> int:
    count = 0

    def seen(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        mask_personal_data(text)
    finally:
        sys.setprofile(before)
    return count


def test_overlapping_findings_are_settled_as_if_each_were_held_against_all():
    for seed in range(300):
        chance = Random(seed)
        text = " ".join(chance.choices(PIECES, k=12))
        kept: list[Found] = []
        for found in sorted(_candidates(text), key=_precedence):
            if all(found.end <= other.start or found.start >= other.end for other in kept):
                kept.append(found)
        assert find_personal_data(text, thorough=True) == sorted(kept)


PIECES = [
    "NIK 7307011203850001", "a.b@c.id", "0812-3456-7890", "rek bri 1234567890", "nama saya Budi Santoso",
    "Jl. Mawar No. 7", "Pak", "budi at gmail dot com", "DD 1234 AB", "7307 0112 0385 0001", "alamat rumah", ",",
]  # fmt: skip
