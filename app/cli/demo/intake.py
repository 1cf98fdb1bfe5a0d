"""Files that come in after the large one, by the steps of the pages: columns explained, rows refused, one undone."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from sqlalchemy import select

from app.access import Actor
from app.cli.demo.complaint_file import KLASS_WORDS, LAST_DAY
from app.complaints.actions import handling
from app.complaints.actions.records import carry_out, check, choose_columns, upload
from app.complaints.actions.undoing import undo
from app.complaints.import_formats.fields import SP4N_LAPOR, Field
from app.complaints.models import Complaint, ComplaintImport
from app.complaints.rules import Origin, Status
from app.db import db
from app.organisations.models import Government, Unit

CONTENT = Path(__file__).parent / "content" / "intake.yaml"
BOX = "Kotak saran RSUD Sinjai"
CHANGED_BY_DRAFT, CHANGED_BY_FINAL = 4, 6

_BOX_COLUMNS = {
    Field.TRACKING_ID: "No. buku",
    Field.RECEIVED: "Hari dan tanggal",
    Field.TITLE: "Pokok saran",
    Field.TEXT: "Isi saran",
    Field.CATEGORY: "Urusan",
    Field.UNIT: "Tujuan",
    Field.FIRST_FOLLOW_UP: "Dijawab",
    Field.CLOSED: "Beres",
}
# The same report of two offices: what each of them calls its columns.
_DRAFT_COLUMNS = {
    Field.TRACKING_ID: "Kode",
    Field.TITLE: "Ringkasan",
    Field.TEXT: "Cerita",
    Field.KLASS: "Golongan",
    Field.CATEGORY: "Urusan",
    Field.CHANNEL: "Lewat",
    Field.UNIT: "Diteruskan kepada",
    Field.STATUS: "Posisi",
    Field.RECEIVED: "Datang",
    Field.VERIFIED: "Diteruskan",
    Field.FIRST_FOLLOW_UP: "Dijawab",
    Field.CLOSED: "Tuntas",
}
_FINAL_COLUMNS = _DRAFT_COLUMNS | {
    Field.TRACKING_ID: "Nomor LAPOR",
    Field.TITLE: "Pokok laporan",
    Field.STATUS: "Keterangan status",
    Field.CLOSED: "Dinyatakan selesai",
}


def bring_demo_files(coordinator: Actor, government: Government, units: Mapping[str, Unit]) -> None:
    """A book of one OPD, a monthly draft that is taken back again, and the monthly file that was meant."""
    told = yaml.safe_load(CONTENT.read_text(encoding="utf-8"))
    desk = _Desk(coordinator, government)
    desk.bring("kotak-saran-rsud-2021.csv", BOX, told["box"]["headings"], told["box"]["rows"], _BOX_COLUMNS)

    late = desk.in_process(CHANGED_BY_DRAFT + CHANGED_BY_FINAL)
    rows = [desk.finished(one) for one in late[:CHANGED_BY_DRAFT]]
    rows += [desk.new(one, units[one["unit"]].name) for one in told["draft"]]
    draft = desk.bring("rekap-oktober-2021-konsep.csv", SP4N_LAPOR, (), rows, _DRAFT_COLUMNS)
    forwarded = told["forwarded"]
    handling.route(
        coordinator,
        desk.complaint(str(forwarded["id"])),
        units[forwarded["unit"]],
        forwarded["reason"],
    )
    undo(coordinator, draft)

    rows = [desk.finished(one) for one in late[CHANGED_BY_DRAFT:]]
    desk.bring("rekap-oktober-2021.csv", SP4N_LAPOR, (), rows, _FINAL_COLUMNS)


class _Desk:
    """The coordinator at the import page."""

    def __init__(self, coordinator: Actor, government: Government) -> None:
        self._coordinator = coordinator
        self._government = government
        self._zone = ZoneInfo(government.time_zone.value)

    def bring(
        self,
        filename: str,
        source: str,
        headings: Sequence[str],
        rows: Sequence[Sequence[Any]],
        columns: Mapping[Field, str],
    ) -> ComplaintImport:
        """Upload a file as a spreadsheet saves it here (semicolons, Windows-1252), explain its columns, import it."""
        headings = headings or list(columns.values())
        text = io.StringIO()
        writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
        writer.writerows([headings, *rows])
        stream = io.BytesIO(text.getvalue().encode("windows-1252"))
        made = upload(self._coordinator, self._government, stream, filename, source)
        places = {field: made.headings.index(heading) for field, heading in columns.items()}
        last_moment = LAST_DAY.replace(tzinfo=self._zone)
        choose_columns(self._coordinator, made, places, last_moment)
        check(self._coordinator, made)
        carry_out(self._coordinator, made)
        return made

    def in_process(self, count: int) -> list[Complaint]:
        """The last complaints of the large file that were answered and not yet finished, with whole minutes."""
        statement = (
            select(Complaint)
            .where(
                Complaint.government_id == self._government.id,
                Complaint.origin == Origin.IMPORT,
                Complaint.source == SP4N_LAPOR,
                Complaint.status == Status.IN_PROCESS,
                Complaint.klass.is_not(None),
                Complaint.text != "",
            )
            .order_by(Complaint.received_at.desc(), Complaint.id)
        )
        found = (one for one in db.session.scalars(statement) if _to_the_minute(one))
        return list(islice(found, count))

    def complaint(self, tracking_id: str) -> Complaint:
        """One complaint of LAPOR! by its number."""
        return db.session.scalars(
            select(Complaint).where(
                Complaint.government_id == self._government.id,
                Complaint.source == SP4N_LAPOR,
                Complaint.tracking_id == tracking_id,
            )
        ).one()

    def finished(self, complaint: Complaint) -> list[str]:
        """A complaint as the next file tells it: nothing else than that it is finished."""
        answered = complaint.first_follow_up_at or complaint.received_at
        last_moment = LAST_DAY.replace(tzinfo=self._zone)
        return [
            complaint.tracking_id,
            complaint.title,
            complaint.text,
            KLASS_WORDS[str(complaint.klass)],
            complaint.category,
            complaint.channel,
            complaint.raw_unit,
            "Terdisposisi Selesai",
            *map(self._clock, (complaint.received_at, complaint.verified_at, answered)),
            self._clock(min(answered + timedelta(days=9, hours=3), last_moment)),
        ]

    def new(self, told: Mapping[str, Any], unit: str) -> list[str]:
        """A complaint that only the draft tells."""
        received = datetime.fromisoformat(told["received"])
        return [
            f"#{told['id']}",
            told["title"],
            told["text"],
            KLASS_WORDS["non_supervisory"],
            told["category"],
            "Website",
            unit,
            "Terdisposisi Belum Ditindaklanjuti",
            f"{received:%d/%m/%Y %H:%M}",
            f"{received + timedelta(hours=20):%d/%m/%Y %H:%M}",
            "",
            "",
        ]

    def _clock(self, moment: datetime | None) -> str:
        return f"{moment.astimezone(self._zone):%d/%m/%Y %H:%M}" if moment else ""


def _to_the_minute(complaint: Complaint) -> bool:
    moments = (complaint.received_at, complaint.verified_at, complaint.first_follow_up_at)
    return all(moment and not moment.second and not moment.microsecond for moment in moments)
