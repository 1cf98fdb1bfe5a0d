"""Documents of the demonstration that stand at two answers, have a period, were replaced once, or are out of date."""

import io
from dataclasses import replace
from datetime import date

from app.access import Actor
from app.assessment.documents.actions import Described, describe_document, replace_file, use_document
from app.assessment.models import Assessment, Evidence
from app.assessment.queries import load_sheet
from app.cli.demo.evidence_files import pdf_page

PERIOD = (date(2021, 1, 1), date(2023, 12, 31))
LONG_OVER = date(2020, 12, 31)


def show_documents(actor: Actor, assessment: Assessment, *, replacing: bool) -> None:
    """Of an assessment that is still open and has a file: show it at the next answer too, say how long it holds."""
    lines = [line for line in load_sheet(assessment, with_evidence=True).lines if line.facts.evidence_count]
    if len(lines) < 3 or lines[0].stored.evidence[0].file is None:
        return
    document = lines[0].stored.evidence[0]
    use_document(actor, assessment, lines[1].spec, document)
    said = replace(_said(document), valid_from=PERIOD[0], valid_until=PERIOD[1])
    describe_document(actor, assessment, document, said, seen_version=document.version)
    old = lines[2].stored.evidence[0]
    over = replace(_said(old), document_date=date(2018, 2, 15), valid_until=LONG_OVER)
    describe_document(actor, assessment, old, over, seen_version=old.version)
    if replacing:
        content = pdf_page(["DATA DEMONSTRASI", document.title, "Sudah ditandatangani"])
        replace_file(
            actor,
            assessment,
            document,
            io.BytesIO(content),
            "bukti-ditandatangani.pdf",
            seen_version=document.version,
            note="Versi pertama belum ditandatangani.",
        )


def _said(evidence: Evidence) -> Described:
    return Described(evidence.title, evidence.document_date, evidence.issuing_unit)
