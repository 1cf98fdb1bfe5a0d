"""What a government set for its documents, read from the database and put into words."""

from dataclasses import dataclass, field

from flask_babel import gettext as _

from app.organisations.models import DocumentSettings
from app.organisations.stationery.queries import second_of, settings_of, signatory_of
from app.plans.document_data import GovernmentData, SignatoryData
from app.reports.paper.letterhead import Letterhead, Look, PaperSize, Signatory, Stationery


@dataclass(frozen=True, slots=True)
class StationerySettings:
    """The settings as plain data: read while the database is open, worded later in the document's language."""

    head_name: str = ""
    head_office: str = ""
    address: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""
    website: str = ""
    look: Look = field(default_factory=Look)
    signatory: SignatoryData | None = None  # None: the one that the government's data name
    knows: SignatoryData | None = None  # who stands beside, under "Mengetahui"
    number: str = ""  # that a final document was given


def stationery_settings(government_id: str, kind: str = "") -> StationerySettings:
    """What the government set, or the defaults. `kind` (a name of the catalogue) decides who signs."""
    found = settings_of(government_id)
    return plain_settings(found, kind) if found is not None else StationerySettings()


def plain_settings(settings: DocumentSettings, kind: str = "") -> StationerySettings:
    """A record as plain data."""
    return StationerySettings(
        head_name=settings.head_name,
        head_office=settings.head_office,
        address=tuple(line.strip() for line in settings.address.splitlines() if line.strip()),
        phone=settings.phone,
        email=settings.email,
        website=settings.website,
        look=Look(PaperSize(settings.paper.value), settings.accent),
        signatory=SignatoryData(**signatory_of(settings, kind)),
        knows=SignatoryData(**second) if (second := second_of(settings, kind)) else None,
    )


def stationery(
    government: GovernmentData, settings: StationerySettings | None = None, *, logo: bool = False
) -> Stationery:
    """Head, signatory and look in the language in force; without settings as the government's data alone say."""
    chosen = settings if settings is not None else StationerySettings(address=government.letterhead)
    is_ministry = government.kind == "ministry"
    default_name = government.name if is_ministry else _("Pemerintah %(name)s", name=government.name)
    contact = (
        _("Telepon %(number)s", number=chosen.phone) if chosen.phone else "",
        _("Surel %(address)s", address=chosen.email) if chosen.email else "",
        _("Laman %(address)s", address=chosen.website) if chosen.website else "",
    )
    signs = chosen.signatory if chosen.signatory is not None else government.signatory
    knows = chosen.knows
    return Stationery(
        letterhead=Letterhead(
            owner=government.name,
            name=chosen.head_name or default_name,
            office=chosen.head_office or ("" if is_ministry else government.lead_unit_label),
            address=chosen.address,
            contact=tuple(part for part in contact if part),
            logo=logo,
        ),
        signatory=Signatory(signs.position, signs.name, signs.rank, signs.nip, government.signatory.place),
        knows=Signatory(knows.position, knows.name, knows.rank, knows.nip) if knows is not None else None,
        look=chosen.look,
        number=chosen.number,
    )
