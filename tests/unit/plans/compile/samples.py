"""Small builders of compiler input: two units, one indicator, and whatever a test adds."""

from dataclasses import replace

from app.plans.compile import (
    Action,
    CompileInput,
    ExistingLine,
    Indicator,
    LineFields,
    ProposalInput,
    ProposedLine,
    Standing,
    UnitInput,
)

YEARS = (2021, 2022, 2023, 2024)
CATEGORIES = ("kebijakan", "sdm", "data_aplikasi", "pemangku_kepentingan", "monev")
DINSOS, DISDIK, LEAD = "unit-dinsos", "unit-disdik", "unit-lead"


def action(level: int, code: str = "", **values: object) -> Action:
    return replace(
        Action(
            code=code or f"K-01-A{level}",
            to_level=level,
            activity=f"Menetapkan surat keputusan tingkat {level}",
            output_indicator="Surat keputusan ditetapkan",
            unit_of_measure="dokumen",
            usual_year=2022,
            responsible="Perangkat daerah",
        ),
        **values,  # type: ignore[arg-type]
    )


def indicator(**values: object) -> Indicator:
    return replace(
        Indicator(
            id="ind-1",
            code="K-01",
            category_code="kebijakan",
            text="Perangkat daerah menunjuk admin.",
            scope="opd",
            weight=2.0,
            goals={2021: 2, 2022: 3, 2023: 3, 2024: 3},
            actions=(action(2), action(3), action(4)),
        ),
        **values,  # type: ignore[arg-type]
    )


def source(**values: object) -> CompileInput:
    return replace(
        CompileInput(
            years=YEARS,
            category_codes=CATEGORIES,
            indicators=(indicator(),),
            units=(UnitInput(DINSOS, "Dinas Sosial"), UnitInput(DISDIK, "Dinas Pendidikan")),
            standings=(Standing(DINSOS, "ind-1", 1, "answer-1"), Standing(DISDIK, "ind-1", 2, "answer-2")),
            lead_unit_id=LEAD,
        ),
        **values,  # type: ignore[arg-type]
    )


def proposal(
    proposal_id: str, unit_id: str = DINSOS, activity: str = "Menyusun SOP pengaduan", **values: object
) -> ProposalInput:
    action_code = values.pop("action_code", None)
    fields = LineFields(category_code="kebijakan", activity=activity, unit_of_measure="dokumen")
    return ProposalInput(proposal_id, unit_id, replace(fields, **values), action_code)  # type: ignore[arg-type]


def taken_over(proposed: ProposedLine, line_id: str = "line-1", **values: object) -> ExistingLine:
    """The line that accepting a proposed line makes."""
    line = ExistingLine(line_id, proposed.keys, proposed.fields, proposed.fields, proposed.origins)
    return replace(line, **values)  # type: ignore[arg-type]
