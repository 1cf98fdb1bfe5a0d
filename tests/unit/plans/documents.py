"""A small plan document for tests of what reads documents."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from app.plans.complaint_data import ComplaintData, ComplaintGroup, StageData
from app.plans.document_data import (
    CategoryLines,
    CategoryScore,
    ChapterData,
    GovernmentData,
    InstrumentData,
    LineData,
    OriginData,
    PlanDocument,
    ScoreData,
    SignatoryData,
    Totals,
    UnitAnnex,
    UnitRef,
    UnitScore,
)

UNIT = UnitRef("u1", "Dinas Sosial", "Dinsos")


def line(line_id: str = "l1", **values: object) -> LineData:
    return replace(
        LineData(
            id=line_id,
            number=1,
            category_code="sdm",
            indicator_code="S-01",
            indicator_text="Admin terlatih",
            problem="Belum terlatih",
            activity="Bimtek admin",
            output_indicator="Admin terlatih",
            unit_of_measure="orang",
            baseline="Level 1,5",
            targets={2021: Decimal(40), 2022: None},
            budgets={2021: 10**19, 2022: None},
            budget_total=10**19,
            fund_source="apbd",
            budget_code="4.01",
            budget_name="Penataan Organisasi",
            responsible_unit=UNIT,
            supporting_units=(UNIT,),
            quarters={2021: (1, 2), 2022: ()},
            complaint_category="",
            remarks="",
            origins=(OriginData("gap", "Dinas Sosial", "S-01", 1.5, 3, "", None, ""),),
        ),
        **values,  # type: ignore[arg-type]
    )


def document(*lines: LineData, **values: object) -> PlanDocument:
    rows = lines or (line(),)
    total = sum(row.budget_total for row in rows)
    group = ComplaintGroup("selesai", "Selesai", 3, 0.5, None, 1)
    score = UnitScore(UNIT, {"sdm": 2.5}, 2.5, "submitted", 7, 8)
    return replace(
        PlanDocument(
            plan_id="p1",
            title="Rencana Aksi",
            years=(2021, 2022),
            state="submitted",
            is_concept=True,
            document_number="1/2021",
            generated_at=datetime(2021, 10, 5, 5, 53, tzinfo=UTC),
            round_title="Asesmen 2021",
            round_year=2021,
            government=GovernmentData(
                "g",
                "73.07",
                "Kabupaten Sinjai",
                "regency",
                "Sulawesi Selatan",
                "Asia/Makassar",
                "Bagian Organisasi",
                ("PEMERINTAH KABUPATEN SINJAI",),
                None,
                SignatoryData("Bupati", "Nama Demo"),
            ),
            instrument=InstrumentData("2021", "Instrumen contoh", "Contoh"),
            chapters=(ChapterData("bab1", "Pendahuluan", "<p>Satu dua tiga.</p>"),),
            scores=ScoreData(2.5, "cukup", 1, 2, (CategoryScore("sdm", "SDM", 20.0, 2.5, 3.0),), (score,)),
            complaints=ComplaintData(
                "Uji",
                date(2021, 1, 1),
                date(2021, 9, 30),
                None,
                3,
                0.5,
                None,
                (StageData("verify", 3, 2, 1, 0, 1.0, None, 4.0),),
                (group,),
                (),
                (),
                (),
                (),
                (),
            ),
            categories=(CategoryLines("sdm", "SDM", rows, {2021: total, 2022: 0}, total),),
            units=(UnitAnnex(UNIT, score, 1, group, ("l1",), ()),),
            totals=Totals(len(rows), {2021: total, 2022: 0}, {"apbd": total}, total),
            unit_count=2,
            missing_units=(UnitRef("u2", "Dinas Pendidikan", "Disdik"),),
        ),
        **values,  # type: ignore[arg-type]
    )
