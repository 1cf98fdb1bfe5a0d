"""When mails come."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from app.notifications.rules import MailMode

_HOURS = [SelectChoice(hour, f"{hour:02d}.00") for hour in range(24)]


class MailForm(FlaskForm):
    """How somebody wants to be told by mail. Two people cannot edit it at once, so it has no version."""

    mode = RadioField(
        _l("Surel pemberitahuan"),
        choices=[
            SelectChoice(
                MailMode.PROMPT.value,
                _l("Segera; yang menyusul dalam satu jam digabung menjadi satu surel"),
            ),
            SelectChoice(MailMode.DAILY.value, _l("Sekali sehari, pagi hari, digabung menjadi satu surel")),
            SelectChoice(MailMode.NEVER.value, _l("Tidak perlu; saya membacanya di sini")),
        ],
        validators=[InputRequired(message=_l("Pilih salah satu."))],
    )
    quiet_from = SelectField(_l("Jam tenang mulai"), coerce=int, choices=_HOURS, validators=[InputRequired()])
    quiet_until = SelectField(
        _l("Jam tenang sampai"),
        coerce=int,
        choices=_HOURS,
        validators=[InputRequired()],
        description=_l("Menurut waktu pemerintah daerah Anda. Jam yang sama berarti tanpa jam tenang."),
    )
