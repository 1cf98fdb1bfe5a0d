"""The form with which a verifier describes evidence for others."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from app.assessment.examples.models import DESCRIPTION_LENGTH
from app.assessment.models import Evidence
from app.web.forms import CreatingForm, options


def _stripped(text: str | None) -> str:
    return " ".join((text or "").split())


class ExampleForm(CreatingForm):
    """Which evidence, and what it is, in words that name nobody."""

    example_evidence = RadioField(
        _l("Bukti dukung yang menjadi contoh"),
        validators=[InputRequired(message=_l("Pilih satu bukti dukung."))],
    )
    example_text = TextAreaField(
        _l("Sebutkan dokumennya tanpa nama orang"),
        description=_l(
            "Misalnya “Keputusan kepala dinas tentang tim pengelola pengaduan, dengan pengganti”."
        ),
        filters=[_stripped],
        validators=[
            DataRequired(message=_l("Tulis dokumen apa ini.")),
            Length(max=DESCRIPTION_LENGTH),
        ],
    )

    @classmethod
    def of(cls, evidence: Sequence[Evidence], *, fresh: bool = False) -> "ExampleForm":
        """The form with these choices; `fresh`: another form of the page was sent."""
        made = cls(formdata=None) if fresh else cls()
        made.example_evidence.choices = options((each.id, each.title) for each in evidence)
        return made
