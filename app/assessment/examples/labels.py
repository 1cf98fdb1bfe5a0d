"""Words of the examples of good evidence."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.assessment.examples.models import ExampleScope
from app.assessment.rules.examples import NoExample

MENU_EXAMPLES = _l("Contoh bukti")
SCOPE_LABELS: dict[ExampleScope, LazyString] = {
    ExampleScope.GOVERNMENT: _l("Pemerintah daerah ini"),
    ExampleScope.NATIONAL: _l("Nasional"),
}
NO_EXAMPLE_TEXTS: dict[NoExample | None, LazyString] = {
    NoExample.NOT_ACCEPTED: _l("Contoh hanya dapat dipilih bila nilai OPD disetujui tanpa diubah."),
    NoExample.RETURNED: _l("Jawaban ini dikembalikan, jadi belum dapat menjadi contoh."),
    NoExample.NO_EVIDENCE: _l("Jawaban ini tidak memiliki bukti dukung."),
    NoExample.LOWEST: _l("Untuk level 1 tidak diminta bukti dukung, jadi tidak ada contohnya."),
    None: _l("Bukti dukung ini sudah menjadi contoh."),
}
EXAMPLE_ACTIONS: dict[str, LazyString] = {
    "example.chosen": _l("Bukti dukung dipilih sebagai contoh baik"),
    "example.shared": _l("Jangkauan contoh bukti diubah"),
    "example.withdrawn": _l("Contoh bukti ditarik"),
}
EXAMPLE_RECORDS: dict[str, LazyString] = {"GoodExample": _l("Contoh bukti")}
