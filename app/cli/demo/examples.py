"""Examples of good evidence in the demonstration: some questions have them, most have not yet."""

from sqlalchemy import select

from app.access import Actor
from app.assessment.actions.examples import choose_example, share_example
from app.assessment.examples.models import ExampleScope, GoodExample
from app.assessment.models import Answer, Assessment, Round
from app.assessment.queries.scheme import spec_of
from app.assessment.states import AssessmentState, EvidenceKind, ReturnState
from app.db import db

# What a verifier would have written of the evidence at each level.
TOLD: dict[tuple[str, int], tuple[str, ...]] = {
    ("K-01", 2): ("Nota dinas penunjukan petugas pengelola pengaduan, belum memuat uraian tugas",),
    ("K-01", 3): (
        "Keputusan kepala dinas tentang pejabat penghubung dan petugas, dengan lampiran uraian tugas",
        "Keputusan sekretaris daerah tentang tim pengelola pengaduan beserta lampirannya",
    ),
    ("K-01", 4): ("Keputusan kepala dinas dengan pejabat pengganti, diperbarui setelah mutasi",),
    ("K-02", 3): ("Prosedur operasional standar penanganan pengaduan yang disahkan kepala dinas",),
    ("K-02", 4): ("Prosedur yang disahkan, beserta rekapitulasi kepatuhan pada tenggatnya setiap triwulan",),
    ("K-02", 5): ("Prosedur edisi kedua, dengan notulen peninjauan menurut masukan pelapor",),
}


def choose_examples(round_: Round, coordinator: Actor) -> list[GoodExample]:
    """Of two questions the evidence of accepted answers, level by level."""
    made: list[GoodExample] = []
    counted: dict[tuple[str, int], int] = {}
    accepted = db.session.scalars(
        select(Answer)
        .join(Assessment, Assessment.id == Answer.assessment_id)
        .where(
            Assessment.round_id == round_.id,
            Assessment.state == AssessmentState.VERIFIED,
            Assessment.unit_id.is_not(None),
            Answer.verified_score == Answer.self_score,
            Answer.verified_score >= 2,
            Answer.return_state == ReturnState.NONE,
        )
        .order_by(Answer.verified_score, Answer.created_at, Answer.id)
    ).all()
    for answer in accepted:
        spec = spec_of(answer)
        place = (spec.code, answer.verified_score or 0)
        words, number = TOLD.get(place, ()), counted.get(place, 0)
        files = [each for each in answer.evidence if each.kind is EvidenceKind.FILE]
        if not files or number >= len(words):
            continue
        counted[place] = number + 1
        made.append(choose_example(coordinator, answer, files[0], words[number]))
    return made


def share_examples(reviewer: Actor) -> None:
    """The ministry shows the first two to every government."""
    first = db.session.scalars(
        select(GoodExample).order_by(GoodExample.indicator_code, GoodExample.id).limit(2)
    )
    for example in first.all():
        share_example(reviewer, example, ExampleScope.NATIONAL, seen_version=example.version)
