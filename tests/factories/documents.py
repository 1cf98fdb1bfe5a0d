"""Plan documents of any size for tests, benchmarks and looking at pages: the shipped questions, invented answers.

`plan_document(units=40)` gives a document like that of a regency; the arguments make it small, large, empty or nasty.
Everything follows from the arguments alone, so two calls give equal documents.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random

import yaml

from app.complaints.rules import Klass, Status
from app.instrument.loader import read_version
from app.instrument.questionnaire import ActionSpec, IndicatorSpec, Questionnaire
from app.plans.chapter_templates import templates_for
from app.plans.complaint_data import (
    ComplaintData,
    ComplaintGroup,
    DayCount,
    FlowMonth,
    StageData,
    UnitMonths,
)
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
from app.plans.narrative import as_printed
from app.plans.placeholders import fill

STANDARD_UNITS = Path(__file__).parents[2] / "app" / "organisations" / "standard_units" / "regency.yaml"

PROBLEM = (
    "Rata-rata nilai {code} masih di bawah target pada {count} OPD: belum seluruh petugas menjalankannya."
)
LONG = (
    "Pengaduan yang sudah diteruskan sering berhenti karena tidak jelas siapa yang wajib menjawab, sehingga pelapor "
    "menunggu tanpa kepastian dan laporan yang sama masuk kembali melalui saluran lain; "
)


@cache
def questions() -> Questionnaire:
    """The shipped example instrument."""
    return read_version("2021")


def unit_refs(count: int) -> tuple[UnitRef, ...]:
    """`count` units: the standard list of a regency, then kecamatan."""
    listed = yaml.safe_load(STANDARD_UNITS.read_text(encoding="utf-8"))["units"]
    names = [(row["name"], row["short_name"]) for row in listed]
    names += [(f"Kecamatan Contoh {number}", f"Kec. Contoh {number}") for number in range(1, count + 1)]
    return tuple(UnitRef(f"u{index}", *names[index]) for index in range(count))


def plan_document(
    units: int = 40,
    lines: int | None = None,
    years: Sequence[int] = (2021, 2022, 2023, 2024),
    *,
    accepted: bool = False,
    empty: bool = False,
    nasty: bool = False,
    with_complaints: bool = True,
) -> PlanDocument:
    """A document with `units` OPD and about `lines` lines (default: two a unit, at least ten).

    `empty`: no line, no score, empty chapters. `nasty`: 800 characters in cells, words without a blank, twenty-digit
    budgets.
    """
    random = Random(f"{units}-{lines}-{years}-{nasty}")
    refs, spec = unit_refs(units), questions()
    years = tuple(years)
    scores = _scores(random, refs, years, empty=empty)
    rows = (
        []
        if empty
        else _lines(random, refs, years, lines if lines is not None else max(10, units * 2), nasty)
    )
    complaints = _complaints(random, refs) if with_complaints and not empty else None
    totals = _totals(rows, years)
    missing = tuple(score.unit for score in scores.units if score.overall is None)
    return PlanDocument(
        plan_id="p1",
        title=f"Rencana Aksi SP4N-LAPOR! Kabupaten Contoh Tahun {years[0]}–{years[-1]}",
        years=years,
        state="accepted" if accepted else "drafting",
        is_concept=not accepted,
        document_number="" if empty else "000.8.3/123/ORG/2021",
        generated_at=datetime(2021, 10, 5, 5, 53, tzinfo=UTC),
        round_title=f"Asesmen {years[0]}",
        round_year=years[0],
        government=GovernmentData(
            id="g1",
            code="73.99",
            name="Kabupaten Contoh",
            kind="regency",
            province_name="Provinsi Contoh",
            time_zone="Asia/Makassar",
            lead_unit_label="Bagian Organisasi Sekretariat Daerah",
            letterhead=("Jalan Persatuan Raya Nomor 1, Kota Contoh", "Telepon (0482) 000000, contoh.invalid"),
            signatory=SignatoryData("Bupati Contoh", "Pejabat Contoh, S.Sos., M.Si.", "", "", "Kota Contoh"),
        ),
        instrument=InstrumentData(spec.code, spec.title, spec.notice),
        chapters=_chapters(units, years, empty=empty),
        scores=scores,
        complaints=complaints,
        categories=_by_category(rows, years),
        units=tuple(_annex(score, rows, complaints) for score in scores.units),
        totals=totals,
        unit_count=units,
        missing_units=missing,
    )


def _chapters(units: int, years: tuple[int, ...], *, empty: bool) -> tuple[ChapterData, ...]:
    values = {
        "judul": f"Rencana Aksi SP4N-LAPOR! Kabupaten Contoh Tahun {years[0]}–{years[-1]}",
        "pemerintah": "Kabupaten Contoh",
        "unit_koordinator": "Bagian Organisasi Sekretariat Daerah",
        "tahun_asesmen": str(years[0]),
        "tahun_awal": str(years[0]),
        "tahun_akhir": str(years[-1]),
        "jumlah_opd": str(units),
        "jumlah_opd_mengirim": str(units - 2),
        "indeks": "2,41",
        "predikat": "Cukup",
        "jumlah_pengaduan": "1.482",
        "persen_tindak_lanjut": "71,3%",
        "persen_selesai": "58,9%",
        "jumlah_kegiatan": "85",
        "jumlah_anggaran": "Rp4.250.000.000",
    }
    return tuple(
        ChapterData(code.value, title, "" if empty else as_printed(fill(body, values).html))
        for code, title, body in templates_for("regency").chapters
    )


def _scores(random: Random, refs: Sequence[UnitRef], years: tuple[int, ...], *, empty: bool) -> ScoreData:
    categories = questions().categories
    units = []
    for index, ref in enumerate(refs):
        gone = empty or (index % 13 == 7)
        found = {spec.code: None if gone else round(random.uniform(1.0, 4.4), 2) for spec in categories}
        known = [value for value in found.values() if value is not None]
        units.append(
            UnitScore(
                ref,
                found,
                round(sum(known) / len(known), 2) if known else None,
                "missing" if gone else random.choice(["submitted", "verified"]),
                0 if gone else 31,
                31,
            )
        )
    return ScoreData(
        government_index=None if empty else 2.41,
        predicate=None if empty else "cukup",
        predicate_name="" if empty else "Cukup",
        units_counted=sum(score.overall is not None for score in units),
        units_expected=len(refs),
        categories=tuple(
            CategoryScore(
                spec.code, spec.name, float(spec.weight), None if empty else random.uniform(1.6, 3.2), 3.6
            )
            for spec in categories
        ),
        units=tuple(units),
    )


def _lines(
    random: Random, refs: Sequence[UnitRef], years: tuple[int, ...], count: int, nasty: bool
) -> list[LineData]:
    library = [(spec, action) for spec in questions().indicators for action in spec.actions]
    chosen = sorted(
        ((index, *library[(index * 7) % len(library)]) for index in range(count)), key=lambda row: row[1].code
    )
    order = {category.code: index for index, category in enumerate(questions().categories)}
    chosen.sort(key=lambda row: order[row[1].category])
    return [
        _line(random, number, spec, action, refs, years, nasty)
        for number, (_, spec, action) in enumerate(chosen, start=1)
    ]


def _line(
    random: Random,
    number: int,
    spec: IndicatorSpec,
    action: ActionSpec,
    refs: Sequence[UnitRef],
    years: tuple[int, ...],
    nasty: bool,
) -> LineData:
    affected = random.sample(list(refs), k=min(len(refs), random.randint(1, 6)))
    very = nasty and number % 5 == 0
    budgets: dict[int, int | None] = {
        year: None if random.random() < 0.3 else random.randint(2, 400) * 500_000 for year in years
    }
    if very:
        budgets = dict.fromkeys(years, 99_999_999_999_999_999_999)
    problem = PROBLEM.format(code=spec.code, count=len(affected))
    return LineData(
        id=f"l{number}",
        number=number,
        category_code=spec.category,
        indicator_code=spec.code,
        indicator_text=spec.text,
        problem=(LONG * 5)[:800] if very else problem,
        activity=(LONG * 5)[:800] if very and number % 2 else action.activity,
        output_indicator="X" * 120 if very and number % 2 == 0 else action.output_indicator,
        unit_of_measure=action.unit_of_measure,
        baseline=f"Level {random.choice('123')}",
        targets={year: Decimal(random.randint(1, 100)) for year in years},
        budgets=budgets,
        budget_total=sum(amount or 0 for amount in budgets.values()),
        fund_source=random.choice(["apbd", "apbd", "apbd", "apbn", "grant", ""]),
        budget_code=action.budget_code,
        budget_name=action.budget_name,
        responsible_unit=None if number % 17 == 0 else affected[0],
        supporting_units=tuple(affected[1:]),
        quarters={year: tuple(sorted(random.sample([1, 2, 3, 4], random.randint(1, 4)))) for year in years},
        complaint_category="Infrastruktur jalan" if number % 9 == 0 else "",
        remarks="Menunggu penetapan anggaran" if number % 11 == 0 else "",
        origins=tuple(
            OriginData("gap", ref.name, spec.code, random.choice([1.0, 2.0, 3.0]), 4.0, "", None, "")
            for ref in affected
        )
        + (
            (OriginData("complaint", affected[0].name, "", None, None, "Infrastruktur jalan", 42, ""),)
            * (number % 9 == 0)
        ),
    )


def _totals(rows: Sequence[LineData], years: tuple[int, ...]) -> Totals:
    by_source: dict[str, int] = defaultdict(int)
    for row in rows:
        by_source[row.fund_source] += row.budget_total
    by_year = {year: sum(row.budgets[year] or 0 for row in rows) for year in years}
    return Totals(len(rows), by_year, dict(by_source), sum(by_year.values()))


def _by_category(rows: Sequence[LineData], years: tuple[int, ...]) -> tuple[CategoryLines, ...]:
    found = []
    for spec in questions().categories:
        mine = tuple(row for row in rows if row.category_code == spec.code)
        by_year = {year: sum(row.budgets[year] or 0 for row in mine) for year in years}
        found.append(CategoryLines(spec.code, spec.name, mine, by_year, sum(by_year.values())))
    return tuple(found)


def _annex(score: UnitScore, rows: Sequence[LineData], complaints: ComplaintData | None) -> UnitAnnex:
    unit = score.unit
    return UnitAnnex(
        unit=unit,
        score=score,
        gap_count=len(
            {row.indicator_code for row in rows for origin in row.origins if origin.unit_name == unit.name}
        ),
        complaints=next((group for group in complaints.by_unit if group.key == unit.id), None)
        if complaints
        else None,
        line_ids=tuple(row.id for row in rows if row.responsible_unit == unit),
        supporting_line_ids=tuple(row.id for row in rows if unit in row.supporting_units),
    )


def _complaints(random: Random, refs: Sequence[UnitRef]) -> ComplaintData:
    def groups(names: Sequence[tuple[str, str]]) -> tuple[ComplaintGroup, ...]:
        return tuple(
            ComplaintGroup(
                key,
                label,
                random.randint(3, 160),
                round(random.random(), 3),
                round(random.random(), 3),
                random.randint(0, 20),
            )
            for key, label in names
        )

    months = [f"{year}-{month:02d}" for year in (2019, 2020, 2021) for month in range(1, 13)][:33]
    categories = (
        "Infrastruktur jalan",
        "Administrasi kependudukan",
        "Bantuan sosial",
        "Kesehatan",
        "Sampah dan kebersihan",
        "Pendidikan dan pungutan di sekolah",
        "Air bersih",
        "Penerangan jalan umum",
        "Perizinan",
        "Kepegawaian",
        "Pertanahan",
    )
    by_status = tuple(ComplaintGroup(status.value, "", random.randint(4, 600)) for status in Status)
    by_unit = groups([(ref.id, ref.name) for ref in refs if ref.id != "u3"])
    return ComplaintData(
        source="Ekspor SP4N-LAPOR! (berkas contoh)",
        start=date(2019, 1, 1),
        end=date(2021, 12, 31),
        cut_off=datetime(2021, 9, 30, 9, 30, tzinfo=UTC),
        incoming=sum(group.incoming for group in by_status),
        followed_up_share=0.713,
        closed_share=0.589,
        stages=(
            StageData("verify", 1400, 1204, 160, 36, 1.0, 2.4, 6.0, _days(random, 3, 14), (3,)),
            StageData("follow_up", 1204, 800, 350, 54, 4.0, 7.9, 21.0, _days(random, 5, 40), (5,)),
            StageData("resolve", 873, 640, 201, 32, 9.0, 14.2, 44.0, _days(random, 14, 75), (5, 14, 60)),
        ),
        by_status=by_status,
        by_class=groups([(klass.value, "") for klass in Klass]),
        by_channel=groups(
            [("web", "Website"), ("android", "Android"), ("whatsapp", "WhatsApp"), ("sms", "SMS 1708")]
        ),
        by_category=groups([(name.casefold(), name) for name in categories]),
        by_unit=by_unit,
        by_month=groups([(month, month) for month in months]),
        flow=_flow(random, months),
        unit_months=tuple(
            UnitMonths(
                group.key,
                group.label,
                {month: random.randint(1, 12) for month in months if random.random() < 0.6},
            )
            for group in by_unit
        ),
    )


def _days(random: Random, allowed: int, longest: int) -> tuple[DayCount, ...]:
    return tuple(
        DayCount(
            days,
            random.randint(1, 160 // (days + 1) + 2) if days <= allowed else 0,
            random.randint(0, 40 // (days - allowed)) if days > allowed else 0,
        )
        for days in range(longest + 1)
    )


def _flow(random: Random, months: Sequence[str]) -> tuple[FlowMonth, ...]:
    found: list[FlowMonth] = []
    left = 12
    for month in months:
        incoming = random.randint(20, 90)
        closed = min(random.randint(15, 95), left + incoming)
        left += incoming - closed
        found.append(FlowMonth(month, incoming, closed, left))
    return tuple(found)


def with_texts(document: PlanDocument, text: str) -> PlanDocument:
    """The document with `text` in every field that a person can fill in."""
    line = replace(
        document.lines[0],
        problem=text,
        activity=text,
        output_indicator=text,
        unit_of_measure=text,
        baseline=text,
        budget_code=text,
        budget_name=text,
        remarks=text,
        complaint_category=text,
        indicator_text=text,
        origins=(OriginData("gap", text, text, 1.0, 2.0, text, 3, text),),
    )
    unit = UnitRef("u0", text, text)
    return replace(
        document,
        title=text,
        document_number=text,
        round_title=text,
        government=replace(
            document.government,
            name=text,
            province_name=text,
            lead_unit_label=text,
            letterhead=(text, text),
            signatory=SignatoryData(text, text, text, text, text),
        ),
        instrument=InstrumentData(text, text, text),
        categories=(replace(document.categories[0], name=text, lines=(line,)), *document.categories[1:]),
        scores=replace(
            document.scores,
            predicate_name=text,
            units=(replace(document.scores.units[0], unit=unit), *document.scores.units[1:]),
        ),
        units=(replace(document.units[0], unit=unit), *document.units[1:]),
        missing_units=(unit,),
        complaints=replace(
            document.complaints,
            source=text,
            by_category=(ComplaintGroup(text, text, 3),),
            by_channel=(ComplaintGroup(text, text, 3),),
            by_unit=(ComplaintGroup(text, text, 3),),
        )
        if document.complaints
        else None,
    )
