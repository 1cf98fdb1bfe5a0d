"""The sentences that the compiler writes into a plan.

They are content of an Indonesian official document, stored with the line and edited by people; that is why they are
Indonesian whatever language the interface has. `DEFAULT` is what the product ships; a government may have its own.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from app.plans.compile.data import Indicator


class Finding(StrEnum):
    """What is striking about the complaints of one category, the gravest first."""

    UNANSWERED = "unanswered"  # too few were followed up
    SLOW = "slow"  # too many were late
    FREQUENT = "frequent"  # a large part of all complaints


@dataclass(frozen=True, slots=True)
class ComplaintFacts:
    """The figures of one complaint category in the base period; `late_share` and `share` of the total are fractions."""

    category: str
    volume: int
    share: float
    late: int
    late_share: float
    followed_up_share: float | None


@dataclass(frozen=True, slots=True)
class ComplaintText:
    """What a complaint finding becomes."""

    category_code: str
    problem: str
    activity: str
    output_indicator: str
    unit_of_measure: str
    baseline: str


class Wording(Protocol):
    """What the compiler asks a wording for."""

    def gap_problem(self, indicator: Indicator, to_level: int, below: int, scored: int) -> str:
        """The problem of a gap line: `below` of `scored` units are under `to_level`."""

    def gap_baseline(self, mean_level: float) -> str:
        """The present state of the units concerned."""

    def complaint(self, finding: Finding, facts: ComplaintFacts) -> ComplaintText:
        """The line of a complaint finding."""


def _decimal(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def _percent(share: float) -> str:
    return f"{_decimal(share * 100)}%"


class IndonesianWording:
    """Plain official Indonesian."""

    def gap_problem(self, indicator: Indicator, to_level: int, below: int, scored: int) -> str:
        """See `Wording`."""
        text = indicator.text.rstrip(". ")
        if indicator.scope == "government":
            return f"Indikator {indicator.code} ({text}) belum mencapai level {to_level}."
        below_of = f"{below} dari {scored} OPD yang dinilai"
        return f"{below_of} belum mencapai level {to_level} pada indikator {indicator.code} ({text})."

    def gap_baseline(self, mean_level: float) -> str:
        """See `Wording`."""
        return f"Level {_decimal(mean_level)}"

    def complaint(self, finding: Finding, facts: ComplaintFacts) -> ComplaintText:
        """See `Wording`."""
        name = f"pengaduan kategori {facts.category}"
        if finding is Finding.UNANSWERED:
            share = _percent(facts.followed_up_share or 0.0)
            return ComplaintText(
                category_code="monev",
                problem=f"Baru {share} dari {facts.volume} {name} yang ditindaklanjuti.",
                activity=f"Memantau dan menuntaskan tindak lanjut {name}",
                output_indicator=f"Persentase {name} yang ditindaklanjuti",
                unit_of_measure="persen",
                baseline=share,
            )
        if finding is Finding.SLOW:
            return ComplaintText(
                category_code="sdm",
                problem=f"{facts.late} dari {facts.volume} {name} melewati batas waktu tindak lanjut.",
                activity=f"Membina admin dan pejabat penghubung agar {name} ditindaklanjuti tepat waktu",
                output_indicator=f"Persentase {name} yang ditindaklanjuti tepat waktu",
                unit_of_measure="persen",
                baseline=_percent(1 - facts.late_share),
            )
        share = _percent(facts.share)
        return ComplaintText(
            category_code="pemangku_kepentingan",
            problem=f"Kategori {facts.category} mencakup {share} dari seluruh pengaduan ({facts.volume} pengaduan).",
            activity=f"Membahas penyebab {name} bersama pemangku kepentingan dan menyepakati perbaikannya",
            output_indicator=f"Kesepakatan perbaikan layanan untuk {name}",
            unit_of_measure="dokumen",
            baseline=f"{facts.volume} pengaduan",
        )


DEFAULT: Wording = IndonesianWording()
