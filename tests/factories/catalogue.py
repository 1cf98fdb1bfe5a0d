"""Plain data of documents about assessments, of any size and with any names."""

from dataclasses import replace
from datetime import UTC, date, datetime

from app.plans.document_data import GovernmentData, SignatoryData
from app.reports.catalogue.assessment_opd.loading import (
    AssessmentData,
    CategoryRows,
    ComplaintsOfUnit,
    IndicatorRow,
)
from app.reports.catalogue.assessment_summary.loading import (
    Band,
    CategoryLevels,
    SharedGap,
    SummaryData,
    UnitLevels,
)
from app.reports.catalogue.compendium.data import (
    CategoryName,
    CompendiumData,
    ComplaintFacts,
    GovernmentRow,
    PlanFacts,
    ProgressFacts,
    ProvinceRows,
    RoundFacts,
)
from app.reports.catalogue.opd_page.loading import OpdPageData, PeerData, PeerRow, Step

NAME = "Unit Pelaksana Teknis Daerah Perlindungan Perempuan, Anak, dan Pengendalian Penduduk serta Keluarga Berencana "
ENDLESS = "Pertanggungjawabankeberlanjutan" * 20
NOTICE = (
    "Instrumen ini adalah CONTOH. Pertanyaan, level, bobot, dan contoh kegiatan disusun dalam semangat Road Map SP4N "
    "sebagai bahan penilaian mandiri, bukan kutipan peraturan dan bukan formulir resmi kementerian."
)
CATEGORIES = (
    "Kebijakan",
    "Sumber Daya Manusia",
    "Data dan Aplikasi",
    "Pemangku Kepentingan",
    "Monitoring dan Evaluasi",
)


def regency(name: str = "Kabupaten Contoh", **more: str) -> GovernmentData:
    """A government."""
    return GovernmentData(
        id="g1",
        code="73.99",
        name=name,
        kind="regency",
        province_name="Provinsi Contoh",
        time_zone="Asia/Makassar",
        lead_unit_label=more.get("office", "Bagian Organisasi"),
        letterhead=("Jalan Contoh Nomor 1",),
        signatory=SignatoryData("Bupati Contoh", "Pejabat Contoh", "", "", "Kota Contoh"),
    )


def indicator_row(place: int, text: str, level: int | None, target: int | None = 3) -> IndicatorRow:
    """A question with its scores."""
    return IndicatorRow(f"K-{place:02d}", text, "", level, level, None, level, target, 1, "")


def opd_page(
    name: str = "Dinas Contoh",
    text: str = "Petugas ditetapkan dengan keputusan.",
    *,
    state: str = "verified",
    level: int | None = 2,
    complaints: int | None = 12,
    category: str = "",
) -> OpdPageData:
    """The page's data: thirty questions in five categories."""
    names = [category] * 5 if category else CATEGORIES
    groups = tuple(
        CategoryRows(
            each,
            None if level is None else level + place / 10,
            3.1,
            tuple(
                indicator_row(place * 6 + number, text, None if level is None else min(5, level + number % 3))
                for number in range(6)
            ),
        )
        for place, each in enumerate(names)
    )
    rows = [row for group in groups for row in group.rows]
    sent = datetime(2021, 10, 5, 5, 53, tzinfo=UTC)
    report = AssessmentData(
        government=regency(),
        unit_name=name,
        round_title=f"Asesmen Mandiri 2021 {text}",
        round_year=2021,
        state=state,
        receipt_number="AS-73.99-2021-0001",
        submitted_at=None if level is None else sent,
        verified_at=sent if state == "verified" else None,
        instrument_title="Instrumen contoh",
        instrument_notice=NOTICE,
        index=None if level is None else 2.4,
        predicate_name="" if level is None else "Cukup",
        government_index=3.0,
        answered=sum(row.effective is not None for row in rows),
        expected=len(rows),
        categories=groups,
        weakest=tuple(row for row in rows if row.distance)[:5],
        complaints=None
        if complaints is None
        else ComplaintsOfUnit(
            complaints,
            0.5 if complaints else None,
            0.25 if complaints else None,
            "Register daerah",
            sent,
            date(2020, 1, 1),
            date(2021, 12, 31),
        ),
    )
    steps = tuple(Step(f"K-{place:02d}", f"Menetapkan {text}", text, 2, 3) for place in range(1, 4))
    peers = PeerData(
        f"Dinas pada kabupaten dengan 31 sampai 45 OPD {text}"[:90],
        "Sumber: 11 asesmen terverifikasi, dihitung 5 Oktober 2021.",
        tuple(PeerRow(name, level, 2.4, 2.9, 3.3, "pada median") for name in ("Seluruhnya", text))
        if level is not None
        else (),
    )
    return OpdPageData(report, steps if level is not None else (), peers)


def summary(
    units: int = 3,
    *,
    missing: int = 0,
    state: str = "verified",
    name: str = "",
    equal: bool = False,
) -> SummaryData:
    """The summary of a round with so many OPD; the last `missing` of them never submitted."""
    rows = tuple(
        _unit_levels(
            f"{number:02d} {name}" if name else f"Dinas Contoh {number:02d}",
            None if number > units - missing else 3.0 if equal else 1.5 + number % 7 / 2,
            state if number <= units - missing else "draft",
        )
        for number in range(1, units + 1)
    )
    counted = units - missing
    return SummaryData(
        government=regency(),
        round_title="Asesmen Mandiri 2021",
        round_year=2021,
        instrument_title="Instrumen contoh",
        instrument_notice=NOTICE,
        index=2.61 if counted else None,
        predicate="Baik" if counted else "",
        categories=tuple(
            CategoryLevels(
                f"c{place}",
                each,
                2.5 if counted else None,
                1.0 if counted else None,
                4.0 if counted else None,
                10,
                8,
                12,
            )
            for place, each in enumerate(CATEGORIES)
        ),
        units=rows,
        bands=tuple(
            Band(band, sum(row.predicate == band for row in rows))
            for band in ("Memuaskan", "Sangat Baik", "Baik", "Cukup", "Kurang")
        ),
        gaps=(SharedGap("K-01", "Petugas ditetapkan dengan keputusan.", 3, 2, 3, 1.7),) if counted else (),
    )


def _unit_levels(name: str, index: float | None, state: str) -> UnitLevels:
    return UnitLevels(
        name=name,
        state=state,
        counted=index is not None,
        categories=(index,) * 5,
        index=index,
        predicate="" if index is None else "Baik",
        own=index,
        verified=index if state == "verified" else None,
        ministry=None,
        answered=0 if index is None else 30,
        with_evidence=0 if index is None else 20,
        evidence=0 if index is None else 25,
    )


def compendium(
    provinces: int = 1, inside: int = 3, *, kind: str = "province", name: str = "", empty: bool = False
) -> CompendiumData:
    """A compendium of so many provinces with so many regencies each; `empty`: nothing was done anywhere."""
    return CompendiumData(
        government=replace(regency("Provinsi Contoh" if kind == "province" else "Kementerian"), kind=kind),
        year=2021,
        categories=tuple(
            CategoryName(f"c{place}", letter, each)
            for place, (letter, each) in enumerate(zip("KSDPM", CATEGORIES, strict=True))
        ),
        provinces=tuple(
            ProvinceRows(
                f"{number:02d}",
                f"Provinsi Contoh {number}",
                tuple(_government_row(number, place, name, empty=empty) for place in range(inside + 1)),
            )
            for number in range(1, provinces + 1)
        ),
        quarter=None if empty else (2021, 2),
        cut_off=None if empty else datetime(2021, 10, 5, 5, 53, tzinfo=UTC),
        notice=NOTICE,
    )


def _government_row(province: int, place: int, name: str, *, empty: bool) -> GovernmentRow:
    code = f"{province:02d}.{place:02d}" if place else f"{province:02d}"
    called = f"{name or 'Kabupaten Contoh'} {code}" if place else f"Provinsi Contoh {province}"
    if empty or not place:
        return GovernmentRow(code, called, is_active=not empty)
    return GovernmentRow(
        code,
        called,
        is_active=True,
        round=RoundFacts("Asesmen 2021", 40, 32, 20, 2.5, "Cukup", (2.1, 2.2, 2.3, 2.4, None)),
        plan=PlanFacts("accepted" if place % 2 else "drafting", datetime(2021, 10, 5, tzinfo=UTC), place % 2),
        complaints=ComplaintFacts(100, 70, 50),
        progress=ProgressFacts(10, 8, 10, 6),
    )
