"""The words for peers: who they are, how many, since when, and where one stands."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.assessment.peers.models import PeerSubject
from app.assessment.peers.queries import Comparison
from app.assessment.rules.peers import LEAST, Place, Size
from app.organisations.labels import GOVERNMENT_KINDS, UNIT_KINDS
from app.web.filters import number, tanggal

SIZES: dict[Size, LazyString] = {
    Size.SMALL: _l("sampai 30 OPD"),
    Size.MEDIUM: _l("31 sampai 45 OPD"),
    Size.LARGE: _l("lebih dari 45 OPD"),
}

PLACES: dict[Place, LazyString] = {
    Place.BELOW: _l("di bawah kuartil bawah"),
    Place.LOWER: _l("antara kuartil bawah dan median"),
    Place.MIDDLE: _l("pada median"),
    Place.UPPER: _l("antara median dan kuartil atas"),
    Place.ABOVE: _l("di atas kuartil atas"),
}


def peers_text(found: Comparison) -> str:
    """Who the peers are: "Dinas pada kabupaten dengan 31 sampai 45 OPD"."""
    where, size = str(GOVERNMENT_KINDS[found.government_kind]), str(SIZES[found.size])
    if found.subject is PeerSubject.UNIT and found.kind is not None:
        kind = str(UNIT_KINDS[found.kind])
        return str(_("%(kind)s pada %(where)s dengan %(size)s", kind=kind, where=where.lower(), size=size))
    return str(_("%(where)s dengan %(size)s", where=where, size=size))


def peers_source(found: Comparison) -> str:
    """How many there are, and since when the figures hold."""
    count, day = number(found.count), tanggal(found.counted_on)
    return str(_("Sumber: %(n)s asesmen terverifikasi, dihitung %(day)s.", n=count, day=day))


def too_few_text(found: Comparison) -> str:
    """Why nothing is shown."""
    text = _(
        "Belum ada perbandingan: sedikitnya %(n)s yang terverifikasi diperlukan agar tidak ada yang dapat dikenali"
        " (%(who)s).",
        n=number(LEAST),
        who=peers_text(found),
    )
    return str(text)


WORDS: dict[str, Any] = {
    "peers_text": peers_text,
    "peers_source": peers_source,
    "too_few_text": too_few_text,
    "place_labels": PLACES,
}
