"""What several people do together in the demonstration: indicators handed over, questions, one answer for all OPD."""

from collections.abc import Mapping
from datetime import timedelta

from app.access import Actor, Role
from app.assessment.actions.answers import save_answer
from app.assessment.actions.common_answers import publish_answer
from app.assessment.actions.handing import Wish, hand_over_by_link, hand_over_to
from app.assessment.actions.talking import write
from app.assessment.models import Assessment, Round
from app.assessment.queries.rounds import unit_assessments
from app.assessment.queries.sheet import Line, load_sheet
from app.cli.demo.answers import raw_value
from app.cli.demo.people import Accounts
from app.db import utc_now
from app.organisations.models import Government, Unit

ASKING = "Disparbud"
ALSO_ASKING = "Dispora"


def work_together(
    accounts: Accounts,
    government: Government,
    units: Mapping[str, Unit],
    round_: Round,
    coordinator: Actor,
    admins: Mapping[str, Actor],
) -> None:
    """One OPD shares its questions with two colleagues; two OPD ask the same, and the coordinator answers once."""
    now = utc_now()
    unit, other = units[ASKING], units[ALSO_ASKING]
    admin, other_admin = admins[unit.id], admins[other.id]
    own = _sheet_of(admin, round_)
    typed = [line for line in load_sheet(own).lines if line.editable and not line.complete]
    first, second, third = typed[0], typed[1], typed[2]
    colleague = accounts.add(
        Role.CONTRIBUTOR, "kolega.disparbud", f"Kolega Demo {unit.name}", government, unit
    )
    due = government.today() + timedelta(days=5)
    codes = [first.spec.code, second.spec.code]
    wish = Wish("Mohon diisi; Anda yang paling tahu.", due)
    hand_over_to(admin, own, codes, colleague.user_id or "", wish=wish)
    hand_over_by_link(admin, own, [third.spec.code], name="Bagian Umum (belum dibuka)")
    _answer(colleague, own, first)
    write(
        colleague,
        own,
        first.spec,
        "Apakah SK Kepala Dinas cukup, atau harus SK Bupati?",
        asks=True,
        now=now - timedelta(days=2),
    )
    theirs = _sheet_of(other_admin, round_)
    write(
        other_admin,
        theirs,
        first.spec,
        "SK siapa yang dimaksud pada level 3?",
        asks=True,
        now=now - timedelta(days=1),
    )
    publish_answer(
        coordinator,
        round_,
        first.spec,
        question="SK siapa yang dimaksud?",
        text="SK Kepala Dinas cukup sampai level 2. Mulai level 3 diminta SK Bupati atau Sekretaris Daerah.",
        now=now - timedelta(hours=3),
    )
    write(other_admin, theirs, second.spec, "Bolehkah bukti dari tahun lalu dipakai lagi?", asks=True)
    write(admin, own, second.spec, "Kak, tolong lengkapi buktinya sebelum Jumat.")
    # What waits for the colleague: this question, nobody's answer yet, and the indicator that nobody filled in.
    write(colleague, own, second.spec, "Apakah notula rapat cukup sebagai bukti?", asks=True)


def _sheet_of(admin: Actor, round_: Round) -> Assessment:
    return unit_assessments(admin, round_.id)[0]


def _answer(actor: Actor, assessment: Assessment, line: Line) -> None:
    value = line.kind.from_form(line.spec.parameters, raw_value(line.spec, 2))
    save_answer(
        actor,
        assessment,
        line.spec,
        value=value,
        reason="Rancangannya sudah ada dan dipakai sehari-hari; surat keputusannya menunggu tanda tangan.",
        seen_version=line.answer.version if line.answer else 0,
    )
