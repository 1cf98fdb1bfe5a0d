"""Published totals, as a coordinator writes them down."""

from datetime import date
from decimal import Decimal
from typing import Any

from app.access import Actor, Role
from app.access.actor import Post
from app.complaints.actions.published import Line, Publication, add_published
from app.complaints.models import PublishedTotal
from app.complaints.published import Says
from app.organisations.models import Government

NATIONAL_2018 = (15_061, 3_189, 7_542, 1_158, 4_876, 24_345)
PONTIANAK = (
    Line("Terdisposisi", 15),
    Line("Belum ditindaklanjuti", 7, is_detail=True, says=Says.DISPOSED),
    Line("Sedang diproses", 6, Decimal(46), is_detail=True, says=Says.IN_PROCESS),
    Line("Selesai", 2, Decimal(7), is_detail=True, says=Says.FINISHED),
    Line("Tertunda", 2, says=Says.POSTPONED),
)


def publication(**fields: Any) -> Publication:
    """Something about the year 2021, published in the January after it."""
    given: dict[str, Any] = {
        "title": "Rekap tahun 2021",
        "publisher": "Dinas Kominfo",
        "source": "https://kominfo.contoh.go.id/rekap-2021",
        "published_on": date(2022, 1, 10),
        "first_day": date(2021, 1, 1),
        "last_day": date(2021, 12, 31),
        "count": 17,
        "lines": PONTIANAK,
        **fields,
    }
    return Publication(**given)


def writer(owner: Government) -> Actor:
    """Somebody who may write publications down there."""
    return Actor(None, "Koordinator", (Post(Role.COORDINATOR, owner.id, frozenset({owner.id})),))


def published(owner: Government, **fields: Any) -> PublishedTotal:
    """Such a publication in the books of `owner`."""
    return add_published(writer(owner), owner, publication(**fields))
