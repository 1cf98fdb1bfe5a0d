"""The page on which a government says how its documents look, and what is typed there."""

from app.db import db
from app.organisations.models import DocumentSettings
from app.organisations.stationery.queries import settings_of

PAGE = "/pemerintah/73.07/pengaturan-dokumen"


VALUES = {
    "version": "0",
    "head_name": "",
    "head_office": "Sekretariat Daerah",
    "address": "Jalan Contoh Nomor 1\nSinjai 92611",
    "phone": "(0482) 21000",
    "email": "setda@sinjai.invalid",
    "website": "sinjai.invalid",
    "paper": "f4",
    "accent": "#8a1c2b",
    "main__position": "Bupati Sinjai",
    "main__name": "Nama Contoh",
    "progress_report__position": "Kepala Bagian Organisasi",
    "progress_report__name": "Nama Lain",
    "progress_report__rank": "Pembina (IV/a)",
    "progress_report__nip": "197001011995031001",
}


def save(client, **values):
    return client.post(PAGE, data={**VALUES, **values})


def saved(government) -> DocumentSettings:
    db.session.expire_all()
    found = settings_of(government.id)
    assert found is not None
    return found
