"""One page about an OPD: picture and level of its categories, its ends, what to do next, complaints, verification."""

import io
from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.access import Permission
from app.assessment.labels import STATE_LABELS
from app.assessment.states import AssessmentState
from app.organisations.models import Government, Unit
from app.reports.catalogue.assessment_opd import AssessmentReport
from app.reports.catalogue.opd_page.fitting import FITS, Fit
from app.reports.catalogue.opd_page.loading import OpdPageData, load_page
from app.reports.catalogue.opd_page.workbook import tables
from app.reports.document import Content, Document, Format, Subject, UnitChoice, content_of, plain_name
from app.reports.paper.html import concept_styles, part_html
from app.reports.paper.logo import LOGO
from app.reports.paper.stationery import stationery
from app.reports.renderers.prose import render_prose
from app.reports.renderers.sheets import is_sheet, render_sheets

STYLES = ("paper.css", "letter.css", "one-page.css")


class OpdPage(Document):
    """Of the present round, for one OPD."""

    name = "opd_page"
    title = _l("Ringkasan OPD satu halaman")
    summary = _l(
        "Satu halaman untuk satu OPD: indeks per kategori, yang terkuat, yang perlu didahulukan, langkah "
        "berikutnya, pengaduan, dan verifikasi."
    )
    formats = (Format.PDF, Format.XLSX, Format.ODS)
    unit_choice = UnitChoice.REQUIRED
    permissions = (Permission.ASSESSMENT_READ,)

    def units(self, government: Government) -> Sequence[Unit]:
        """The OPD of the present round."""
        return AssessmentReport().units(government)

    def load(self, subject: Subject) -> Content:
        """The assessment as the OPD itself may read it."""
        data = load_page(subject.government_id, subject.unit_id)
        return content_of(data, data.report.government, self.name)

    def make(self, content: Content, kind: Format) -> bytes:
        """Exactly one page: set closer, and at last with shortened texts, until it fits. Or its tables."""
        if is_sheet(kind):
            data: OpdPageData = content.data
            author = _("Pemerintah %(name)s", name=data.report.government.name)
            return render_sheets(kind, tables(data), title=_("Ringkasan Hasil Asesmen OPD"), author=author)
        if kind is not Format.PDF:
            raise ValueError(kind)
        for fit in FITS:
            made = _laid_out(content, fit)
            if _pages(made) == 1:
                break
        return made

    def is_concept(self, content: Content) -> bool:
        """Until what the page shows is verified."""
        return is_concept(content.data)

    def file_name(self, content: Content) -> str:
        """ "ringkasan-dinas-sosial-2021"."""
        report = content.data.report
        return plain_name("ringkasan", report.unit_name, str(report.round_year))


def page_html(content: Content, fit: Fit) -> str:
    """The page as HTML."""
    data: OpdPageData = content.data
    report = data.report
    paper = stationery(report.government, content.settings, logo=LOGO in content.assets)
    return part_html(
        "reports/opd_page/document.html",
        data=data,
        report=report,
        fit=fit,
        government=report.government,
        stationery=paper,
        concept=is_concept(data),
        number=_(
            "%(unit)s, %(round)s", unit=fit.cut_name(report.unit_name), round=fit.cut_name(report.round_title)
        ),
        state_name=str(STATE_LABELS[AssessmentState(report.state)]),
    )


def is_concept(data: OpdPageData) -> bool:
    """Whether the assessment is not verified yet."""
    return bool(data.report.state != AssessmentState.VERIFIED)


def _laid_out(content: Content, fit: Fit) -> bytes:
    data: OpdPageData = content.data
    look = stationery(data.report.government, content.settings).look
    styles = (*STYLES, *concept_styles(is_concept=is_concept(data)))
    return render_prose(Format.PDF, page_html(content, fit), styles, look, content.assets)


def _pages(pdf: bytes) -> int:
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)
