"""Every document that Renaksi makes. A new one: a file (or folder) here, its template, and its line in `DOCUMENTS`."""

from app.reports.catalogue.action_plan import ActionPlan
from app.reports.catalogue.area_complaints import NationalComplaints, ProvinceComplaints
from app.reports.catalogue.area_filling import NationalFilling, ProvinceFilling
from app.reports.catalogue.assessment_opd import AssessmentReport
from app.reports.catalogue.assessment_summary import AssessmentSummary
from app.reports.catalogue.bulk import EveryGovernment, EveryUnit
from app.reports.catalogue.compendium import NationalCompendium, ProvinceCompendium
from app.reports.catalogue.complaint_figures import ComplaintFigures
from app.reports.catalogue.filling import Filling
from app.reports.catalogue.opd_page import OpdPage
from app.reports.catalogue.plan_archive import PlanArchive
from app.reports.catalogue.progress_report import ProgressReportDocument
from app.reports.catalogue.receipt import ReceiptDocument
from app.reports.catalogue.review_letter import ReviewLetterDocument
from app.reports.catalogue.review_minutes import ReviewMinutes
from app.reports.catalogue.verification_minutes import VerificationMinutes
from app.reports.document import (
    Content,
    Document,
    Format,
    NothingToPrintError,
    Option,
    Signer,
    Subject,
    UnitChoice,
)

DOCUMENTS: dict[str, Document] = {
    document.name: document
    for document in (
        ActionPlan(),
        PlanArchive(),
        AssessmentReport(),
        OpdPage(),
        AssessmentSummary(),
        Filling(),
        ProvinceFilling(),
        NationalFilling(),
        ComplaintFigures(),
        ProgressReportDocument(),
        ReceiptDocument(),
        ReviewLetterDocument(),
        ReviewMinutes(),
        VerificationMinutes(),
        ProvinceCompendium(),
        NationalCompendium(),
        ProvinceComplaints(),
        NationalComplaints(),
        EveryUnit(),
        EveryGovernment(),
    )
}


def find(name: str) -> Document | None:
    """The document of this name."""
    return DOCUMENTS.get(name)


__all__ = [
    "DOCUMENTS",
    "Content",
    "Document",
    "Format",
    "NothingToPrintError",
    "Option",
    "Signer",
    "Subject",
    "UnitChoice",
    "find",
]
