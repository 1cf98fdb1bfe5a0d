"""The words of the map of complaints."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.complaints.areas import Measure, Sums
from app.web.filters import number, percent1

MEASURE_LABELS: dict[Measure, LazyString] = {
    Measure.FOLLOWED_UP: _l("Ditindaklanjuti"),
    Measure.IN_TIME: _l("Selesai tepat waktu"),
    Measure.VOLUME: _l("Jumlah masuk"),
}


def sums_text(sums: Sums, measure: Measure, *, is_province: bool = False) -> str:
    """The measure in a sentence; for a province with how many of its governments stand behind it."""
    text = _measured(sums, measure)
    if not is_province:
        return text
    return str(
        _(
            "%(text)s; %(n)s dari %(total)s pemerintah daerah memiliki data",
            text=text,
            n=number(sums.reporting),
            total=number(sums.governments),
        )
    )


def _measured(sums: Sums, measure: Measure) -> str:
    value = sums.value(measure)
    if not sums.incoming:
        return str(_("tidak ada pengaduan tercatat, jadi tidak diketahui"))
    if value is None:
        return str(_("belum ada penyelesaian yang dapat dinilai, jadi tidak diketahui"))
    if measure is Measure.VOLUME:
        return str(_("%(n)s pengaduan", n=number(sums.incoming)))
    if measure is Measure.FOLLOWED_UP:
        return str(
            _(
                "%(share)s dari %(n)s pengaduan ditindaklanjuti",
                share=percent1(value),
                n=number(sums.incoming),
            )
        )
    return str(
        _(
            "%(share)s dari %(n)s penyelesaian yang dapat dinilai tepat waktu",
            share=percent1(value),
            n=number(sums.measured),
        )
    )
