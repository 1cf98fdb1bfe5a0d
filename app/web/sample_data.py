"""Sample data for the living page of components; visibly invented, used nowhere else."""

from datetime import UTC, datetime
from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    DecimalField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from app.web.charts.tile_map import PROVINCES, Kind, Tile
from app.web.pagination import Page

CATEGORIES = ["Kebijakan", "SDM", "Data dan aplikasi", "Pemangku kepentingan", "Pemantauan dan evaluasi"]
LONG_NAME = (
    "Dinas Contoh Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk, dan Keluarga Berencana"
)
MONTHS = "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des".split()
PREDICATES = [
    {"from": 1, "label": "Kurang"},
    {"from": 1.8, "label": "Cukup"},
    {"from": 2.6, "label": "Baik"},
    {"from": 3.5, "label": "Sangat Baik"},
    {"from": 4.2, "label": "Memuaskan"},
]


def _choices(*pairs: tuple[str, str]) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in pairs]


class SampleForm(FlaskForm):
    """One field of each kind. Two of them stand on one page, so the page writes the token itself."""

    class Meta:
        csrf = False

    name = StringField("Nama kegiatan", validators=[InputRequired()], description="Mulai dengan kata kerja.")
    budget = DecimalField("Anggaran")
    start = DateField("Mulai", validators=[InputRequired()])
    unit = SelectField(
        "Penanggung jawab",
        choices=_choices(("", "Pilih OPD"), ("1", "Dinas Contoh A"), ("2", "Dinas Contoh B")),
    )
    level = RadioField(
        "Level kematangan",
        choices=_choices(("1", "1 – Rintisan"), ("2", "2 – Terkelola"), ("3", "3 – Terdefinisi")),
        validators=[InputRequired()],
    )
    reason = TextAreaField("Alasan", description="Satu sampai tiga kalimat.")
    narrative = TextAreaField("Latar belakang", default="<h1>Keadaan sekarang</h1><div>Teks contoh.</div>")
    region = SelectField(
        "Pemerintah daerah",
        choices=_choices(
            ("", ""), *((f"99.{n:02d}", f"99.{n:02d} Kabupaten Contoh {n}") for n in range(1, 40))
        ),
    )
    evidence = FileField("Bukti dukung")
    secret = PasswordField("Kata sandi")
    agreed = BooleanField("Data di atas sudah saya periksa", validators=[InputRequired()])


def component_samples() -> dict[str, Any]:
    """What `web/samples/components.html` shows."""
    form, faulty = SampleForm(formdata=None, prefix="a"), SampleForm(formdata=None, prefix="b")
    faulty.name.errors = ["Nama kegiatan wajib diisi."]
    faulty.level.errors = ["Pilih salah satu level."]
    return {
        "form": form,
        "faulty": faulty,
        "page": Page(rows=[], number=4, per_page=25, total=552),
        "moment": datetime(2021, 10, 5, 5, 53, tzinfo=UTC),
        **chart_samples(),
        **complaint_chart_samples(),
    }


def chart_samples() -> dict[str, Any]:
    """Data for every chart, with gaps, long names and many rows."""
    rows = [_unit(number) for number in range(1, 13)]
    return {
        "axes": CATEGORIES,
        "radar": [
            {"name": "Indeks 2021", "values": [2.4, 3.1, None, 1.8, 4.25]},
            {"name": "Target 2022", "values": [3, 3.5, 3, 3, 4.5]},
        ],
        "heat_rows": rows,
        "many_rows": [_unit(number) for number in range(1, 61)],
        "bars": [
            *({"label": row["label"], "value": row["values"][0]} for row in rows[:6]),
            {"label": LONG_NAME, "value": 1.2},
            {"label": "Kecamatan Contoh (belum mengisi)", "value": None},
        ],
        "months": [f"{month} 2021" for month in MONTHS],
        "columns": [
            {"name": "Selesai", "values": [31, 42, 38, 55, 47, 61, 40, 39, None, 52, 58, 44]},
            {"name": "Dalam proses", "values": [12, 9, 15, 11, 18, 14, 16, 20, None, 13, 9, 22]},
            {"name": "Belum ditindaklanjuti", "values": [5, 3, 8, 2, 6, 4, 9, 7, None, 3, 2, 11]},
        ],
        "trend": [
            {
                "name": "Ditindaklanjuti",
                "values": [0.62, 0.66, 0.7, 0.68, 0.74, None, None, 0.78, 0.8, 0.79, 0.85, 0.83],
            },
            {
                "name": "Selesai",
                "values": [0.4, 0.45, 0.5, 0.52, 0.6, None, None, 0.58, 0.62, 0.66, 0.7, 0.69],
            },
        ],
        "parts": [
            {"label": "Belum ditindaklanjuti (merah)", "value": 48, "tone": "danger"},
            {"label": "Dalam proses (kuning)", "value": 121, "tone": "warning"},
            {"label": "Selesai (hijau)", "value": 905, "tone": "success"},
        ],
        "predicates": PREDICATES,
        "years": [2021, 2022, 2023, 2024],
        "gantt": [
            {"label": "Menetapkan SK tim koordinasi pengaduan", "quarters": {2021: [4], 2022: [1]}},
            {
                "label": "Melatih admin dan pejabat penghubung setiap semester, termasuk kecamatan dan kelurahan",
                "quarters": {"2022": [2, 4], "2023": [2, 4], "2024": [2, 4]},
            },
            {"label": "Menyusun dasbor pengaduan", "quarters": {2022: [1, 2, 3, 4], 2023: [1]}},
            {"label": "Kegiatan tanpa jadwal", "quarters": {}},
        ],
    }


def complaint_chart_samples() -> dict[str, Any]:
    """Data for the pictures of complaints: three years of months, long tails, gaps, small numbers."""
    months = [f"{month} {year}" for year in (2021, 2022, 2023) for month in MONTHS]
    incoming = [20 + (place * 17) % 43 + place for place in range(36)]
    closed: list[int | None] = [12 + (place * 23) % 47 + place for place in range(36)]
    backlog = [
        max(0, sum(incoming[: place + 1]) - sum(done or 0 for done in closed[: place + 1]))
        for place in range(36)
    ]
    closed[7] = None
    return {
        "flow": {"labels": months, "incoming": incoming, "closed": closed, "backlog": backlog},
        "days": {
            "in_time": {day: (day * 29) % 31 + 4 for day in range(15)},
            "late": {**{day: max(1, 18 - day // 2) for day in range(15, 34)}, 61: 2, 92: 1},
        },
        "ranked": [
            {
                "label": LONG_NAME if place == 2 else f"Kategori contoh {place + 1}",
                "value": 1400 // (place + 1) ** 2,
            }
            for place in range(18)
        ],
        "unit_months": [_unit_months(place, 24) for place in range(14)],
        "unit_years": [_unit_months(place, 36) for place in range(14)],
        "provinces": [
            Tile(
                code,
                f"Provinsi {place.short}",
                Kind.PROVINCE,
                None if number % 9 == 4 else (number * 37 % 100) / 100,
                f"contoh, {number * 13} pengaduan",
                small=number % 8 == 1,
                href="#contoh-peta",
            )
            for number, (code, place) in enumerate(PROVINCES.items())
        ],
        "regencies": [_regency(number) for number in range(14)],
    }


def _unit_months(number: int, months: int) -> dict[str, Any]:
    """A made-up OPD that had nothing in every fourth month."""
    return {
        "label": LONG_NAME if number == 3 else f"Dinas Contoh {number + 1}",
        "values": [
            (number * 7 + month * 5) % 29 + 1 if (number + month) % 4 else None for month in range(months)
        ],
    }


def _regency(number: int) -> Tile:
    """A made-up government of a province: the province itself, ten regencies, three cities."""
    if number == 0:
        return Tile(
            "99", "Pemerintah Provinsi Contoh", Kind.PROVINCE, 512, "512 pengaduan", href="#contoh-peta"
        )
    is_city = number > 10
    name = "Kabupaten Kepulauan Contoh Selatan Utara" if number == 5 else f"Kabupaten Contoh {number}"
    value = None if number in (3, 9) else number * number * 7 % 640
    return Tile(
        f"99.{number + 60 if is_city else number:02d}",
        f"Kota Contoh {number - 10}" if is_city else name,
        Kind.CITY if is_city else Kind.REGENCY,
        value,
        "belum ada data" if value is None else f"{value} pengaduan",
        small=value is not None and value < 10,
        href="" if value is None else "#contoh-peta",
    )


def _unit(number: int) -> dict[str, Any]:
    """A made-up OPD whose values follow a fixed pattern, one of them unknown."""
    values: list[float | None] = [
        1 + ((number * 7 + place * 13) % 41) / 10 for place in range(len(CATEGORIES))
    ]
    if number % 5 == 0:
        values[number % len(CATEGORIES)] = None
    return {"label": LONG_NAME if number == 4 else f"Dinas Contoh {number}", "values": values}
