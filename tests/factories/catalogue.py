"""Plain data of documents about assessments, of any size and with any names."""

from datetime import UTC, date, datetime

from app.plans.document_data import GovernmentData, SignatoryData
from app.reports.catalogue.assessment_opd.loading import (
    AssessmentData,
    CategoryRows,
    ComplaintsOfUnit,
    IndicatorRow,
)
from app.reports.catalogue.opd_page.loading import OpdPageData, Step

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
    return OpdPageData(report, steps if level is not None else ())
