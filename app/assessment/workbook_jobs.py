"""Jobs of the workbooks of a whole round: making all of them, and reading all that came back."""

import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.access import Permission
from app.assessment.actions.brought import keep_batch
from app.assessment.models import Assessment, Round
from app.assessment.queries.workbook import open_book
from app.assessment.rules.workbook import RowFault, identity_of
from app.assessment.workbook.archive import TooMuch, members_of, pack, read_member
from app.assessment.workbook.labels import ROW_FAULTS, problem_text
from app.assessment.workbook.layout import assessment_book
from app.assessment.workbook.models import BroughtWorkbook
from app.assessment.workbook.names import book_stem, safe_stem
from app.assessment.workbook.reading import read_returned
from app.db import db, new_id, utc_now
from app.files import (
    ACCEPTED,
    FileKind,
    Purpose,
    RefusedFile,
    StoredFile,
    discard,
    read,
    store_generated,
)
from app.files.inspection import inspect
from app.files.kinds import EXTENSIONS, MEDIA_TYPES
from app.files.workbook import render
from app.jobs import JobError, JobHandle, job, path_for

PACK, READ = "assessment.pack_workbooks", "assessment.read_workbooks"
REFUSED, TWICE = "refused", "twice"  # faults that no row has


@job(PACK, label=_l("Menyiapkan lembar asesmen semua OPD"), permission=Permission.ASSESSMENT_VERIFY)
def pack_workbooks(handle: JobHandle, round_id: str, kind: str) -> dict[str, Any]:
    """A ZIP with the workbook of every OPD and of the government's own questions."""
    _round(handle, round_id)
    with handle.reading():
        round_ = _round(handle, round_id)
        content = pack(_made(handle, round_, FileKind(kind)))
        name = f"asesmen-{round_.year}-{safe_stem(round_.title)}-{kind}.zip"
        government_id = round_.government_id
    for older in db.session.scalars(
        select(StoredFile).where(
            StoredFile.government_id == government_id,
            StoredFile.purpose == Purpose.PACKED.value,
            StoredFile.created_by == handle.actor.user_id,
        )
    ).all():
        discard(older)
    made = store_generated(handle.actor, government_id, content, name, FileKind.ZIP)
    made.purpose = Purpose.PACKED.value
    db.session.flush()
    return {"url": path_for("assessment.packed_workbooks", round_id=round_id, file_id=made.id)}


@job(READ, label=_l("Membaca lembar asesmen"), permission=Permission.ASSESSMENT_VERIFY)
def read_workbooks(handle: JobHandle, round_id: str, file_ids: list[str]) -> dict[str, Any]:
    """Find out whose each workbook is and what it would change; nothing of the answers changes."""
    _round(handle, round_id)
    batch = new_id()
    with handle.reading():
        found = list(_Reader(handle, _round(handle, round_id), batch).read_all(file_ids))
        told = [{**each, "brought_by": handle.actor.user_id} for each in found]
    round_ = _round(handle, round_id)
    keep_batch(handle.actor, round_, [BroughtWorkbook(**each) for each in told])
    for empty in set(file_ids) - {each["file_id"] for each in told}:
        stored = db.session.get(StoredFile, empty)
        if stored is not None and stored.created_by == handle.actor.user_id:
            discard(stored)
    return {"url": path_for("assessment.brought_batch", round_id=round_id, batch=batch)}


def _round(handle: JobHandle, round_id: str) -> Round:
    round_ = db.session.get(Round, round_id)
    if round_ is None or not handle.actor.may(Permission.ASSESSMENT_VERIFY, round_.government_id):
        raise JobError(_("Putaran ini tidak ditemukan."))
    return round_


def assessments_of(round_: Round) -> Sequence[Assessment]:
    """Every assessment of a round, the government's own first, then by the name of the OPD."""
    found = db.session.scalars(
        select(Assessment)
        .where(Assessment.government_id == round_.government_id, Assessment.round_id == round_.id)
        .options(joinedload(Assessment.unit))
    ).all()
    return sorted(found, key=lambda each: ("" if each.unit is None else each.unit.name.casefold(), each.id))


def _made(handle: JobHandle, round_: Round, kind: FileKind) -> Iterator[tuple[str, bytes]]:
    assessments = assessments_of(round_)
    for number, assessment in enumerate(assessments):
        handle.progress(number, len(assessments))
        opened = open_book(handle.actor, assessment, utc_now())
        content = render(assessment_book(opened.told, opened.rows), kind)
        yield f"{book_stem(assessment)}{EXTENSIONS[kind][0]}", content


class _Reader:
    """Goes through everything that was brought, one file after another."""

    def __init__(self, handle: JobHandle, round_: Round, batch: str) -> None:
        self._handle, self._round, self._batch = handle, round_, batch
        self._assessments = {each.id: each for each in assessments_of(round_)}
        self._seen: set[str] = set()

    def read_all(self, file_ids: Sequence[str]) -> Iterator[dict[str, Any]]:
        """The columns of a row for each file."""
        for file_id in file_ids:
            stored = db.session.get(StoredFile, file_id)
            if stored is None or stored.created_by != self._handle.actor.user_id:
                continue
            content = read(stored)
            if stored.media_type == MEDIA_TYPES[FileKind.ZIP]:
                yield from self._members(stored, content)
            else:
                yield self._told(stored, "", stored.original_name) | self._found(
                    content, stored.original_name
                )

    def _members(self, stored: StoredFile, content: bytes) -> Iterator[dict[str, Any]]:
        try:
            members = members_of(content)
        except (TooMuch, zipfile.BadZipFile):
            words = _("ZIP ini rusak atau berisi terlalu banyak berkas.")
            yield self._told(stored, "", stored.original_name) | {"fault": REFUSED, "words": words}
            return
        for number, member in enumerate(members):
            self._handle.progress(number, len(members), member.name)
            told = self._told(stored, member.path[:400], member.name[:200])
            try:
                inside = read_member(content, member.path)
            except (TooMuch, zipfile.BadZipFile, NotImplementedError, RuntimeError):
                yield told | {"fault": REFUSED, "words": _("Berkas ini rusak atau terlalu besar.")}
                continue
            yield told | self._found(inside, member.name)

    def _told(self, stored: StoredFile, member: str, name: str) -> dict[str, Any]:
        return {
            "government_id": self._round.government_id,
            "round_id": self._round.id,
            "batch": self._batch,
            "file_id": stored.id,
            "member": member,
            "name": name,
        }

    def _found(self, content: bytes, name: str) -> dict[str, Any]:
        try:
            kind = _inspected(content, name)
        except RefusedFile as refused:
            return {"fault": REFUSED, "words": refused.message}
        returned = read_returned(content, kind)
        assessment = self._assessments.get(identity_of(returned.table).assessment_id)
        if assessment is None:
            fault = RowFault.OTHER_ASSESSMENT if identity_of(returned.table).mark else RowFault.NOT_OURS
            words = _("Berkas ini bukan milik OPD mana pun dalam putaran ini.")
            return {"fault": fault.value, "words": f"{ROW_FAULTS[fault]} {words}"}
        difference = open_book(self._handle.actor, assessment, utc_now()).difference(returned)
        if difference.is_refused:
            problem = difference.problems[0]
            return {"fault": problem.fault.value, "words": problem_text(problem)}
        if assessment.id in self._seen:
            return {"fault": TWICE, "words": _("OPD ini sudah ada dalam berkas lain di unggahan yang sama.")}
        self._seen.add(assessment.id)
        return {
            "assessment_id": assessment.id,
            "cells": difference.cells,
            "conflicts": difference.conflicts,
            "problems": len(difference.problems),
        }


def _inspected(content: bytes, name: str) -> FileKind:
    """The kind of a file out of a ZIP, looked at as closely as if it had come alone. Raises `RefusedFile`."""
    with tempfile.NamedTemporaryFile() as given:
        given.write(content)
        given.flush()
        return inspect(Path(given.name), ACCEPTED[Purpose.WORKBOOK], name)
