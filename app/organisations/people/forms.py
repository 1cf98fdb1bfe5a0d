"""Forms about people."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    EmailField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    ValidationError,
)
from wtforms.validators import Email, EqualTo, InputRequired, Length, Optional

from app.access import ROLE_LABELS, Role
from app.organisations.accounts.passwords import complaint_about
from app.organisations.accounts.security_forms import NEW_PASSWORD_HINT
from app.organisations.labels import SCOPE_PROBLEMS
from app.organisations.models import Government, Unit
from app.organisations.people.queries import account_with_email, username_is_taken
from app.organisations.rules.invitations import invitable_roles, scope_problem
from app.organisations.rules.names import is_username
from app.web.forms import CreatingForm, options

ROLE_HINTS = {
    Role.OPD_ADMIN: _l("Mengisi asesmen dan mengusulkan kegiatan untuk satu OPD."),
    Role.CONTRIBUTOR: _l("Mengisi indikator yang diserahkan Admin OPD."),
    Role.COORDINATOR: _l("Membuka putaran, memverifikasi, dan menyusun rencana aksi."),
    Role.LEADER: _l("Membaca dasbor dan menyetujui rencana aksi."),
    Role.PROVINCE_SUPERVISOR: _l("Memantau kabupaten dan kota di provinsinya."),
    Role.MINISTRY_REVIEWER: _l("Menelaah rencana aksi semua pemerintah daerah."),
    Role.OMBUDSMAN: _l("Membaca dan melampirkan temuan."),
    Role.OPERATOR: _l("Mengelola pemasangan, tanpa melihat isi."),
}


class DutyForm(CreatingForm):
    """Which role, for which OPD of the government the page is about."""

    role = RadioField(_l("Peran"), validators=[InputRequired(_l("Pilih peran."))])
    unit_id = SelectField(_l("OPD"), description=_l("Hanya untuk Admin OPD."), validators=[Optional()])

    def offer(self, held: frozenset[Role], government: Government | None, units: list[Unit]) -> None:
        """Show the roles that this inviter may hand out here, and the OPD."""
        self.unit_id.flags.conditional = True
        self.held = frozenset(role.value for role in held)
        self.government = government
        kind = government.kind.value if government else None
        possible = [
            role
            for role in Role
            if role.value in invitable_roles(self.held)
            and scope_problem(self.held, role.value, kind, has_unit=True) is None
        ]
        self.role.choices = options(
            [
                (role.value, _("%(role)s – %(hint)s", role=ROLE_LABELS[role], hint=ROLE_HINTS[role]))
                for role in possible
            ]
        )
        self.unit_id.choices = options([("", _("Pilih OPD")), *((unit.id, unit.name) for unit in units)])

    def validate_role(self, field: RadioField) -> None:
        """The role fits the government, the OPD and the inviter."""
        kind = self.government.kind.value if self.government else None
        found = scope_problem(self.held, field.data or "", kind, has_unit=bool(self.unit_id.data))
        if found is not None:
            raise ValidationError(str(SCOPE_PROBLEMS[found]))

    @property
    def chosen_role(self) -> Role:
        """The role of a valid form."""
        return Role(self.role.data)

    @property
    def chosen_unit_id(self) -> str | None:
        """The OPD; only an OPD admin has one."""
        return (self.unit_id.data or None) if self.chosen_role is Role.OPD_ADMIN else None


class InvitationForm(DutyForm):
    """Whom to invite, and as what."""

    name = StringField(
        _l("Nama lengkap"), validators=[InputRequired(_l("Isi nama orangnya.")), Length(max=120)]
    )
    email = EmailField(
        _l("Alamat email"),
        validators=[InputRequired(_l("Isi alamat email.")), Length(max=254), Email()],
        description=_l("Tautan undangan dikirim ke alamat ini. Tautannya juga tampil untuk Anda salin."),
    )


class AppointmentForm(DutyForm):
    """One more duty of somebody who has an account."""

    valid_from = DateField(_l("Mulai"), validators=[InputRequired(_l("Isi tanggal mulai."))])
    valid_until = DateField(
        _l("Sampai"), validators=[Optional()], description=_l("Kosongkan bila belum ditentukan.")
    )

    def validate_valid_until(self, field: DateField) -> None:
        """The end does not lie before the beginning."""
        start: date | None = self.valid_from.data
        if field.data and start and field.data < start:
            raise ValidationError(_("Tanggal akhir tidak boleh sebelum tanggal mulai."))


class NewAccountForm(CreatingForm):
    """What somebody who was invited chooses."""

    name = StringField(
        _l("Nama lengkap"),
        validators=[InputRequired(_l("Isi nama Anda.")), Length(max=120)],
        render_kw={"autocomplete": "name"},
    )
    username = StringField(
        _l("Nama pengguna"),
        validators=[InputRequired(_l("Pilih nama pengguna.")), Length(max=40)],
        description=_l("Huruf kecil, angka, titik, atau tanda hubung. Contoh: siti.aminah."),
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        _l("Kata sandi"),
        validators=[InputRequired(_l("Pilih kata sandi."))],
        description=NEW_PASSWORD_HINT,
        render_kw={"autocomplete": "new-password"},
    )
    password_again = PasswordField(
        _l("Ulangi kata sandi"),
        validators=[
            InputRequired(_l("Ketikkan kata sandi sekali lagi.")),
            EqualTo("password", message=_l("Kedua kata sandi tidak sama. Ketikkan lagi.")),
        ],
        render_kw={"autocomplete": "new-password"},
    )
    # Asked of the first operator, whose invitation was printed, and of whoever got a link without a mail.
    email = EmailField(
        _l("Alamat email"),
        validators=[InputRequired(_l("Isi alamat email Anda.")), Length(max=254), Email()],
        description=_l("Untuk tautan bila Anda lupa kata sandi."),
        render_kw={"autocomplete": "email"},
    )
    invited_address = ""

    def of(self, invited_address: str) -> None:
        """Say which address was invited; the person is asked for one if there is none that can be written to."""
        self.invited_address = invited_address
        if invited_address and not invited_address.endswith("@localhost"):
            del self.email

    @property
    def address(self) -> str:
        """The mail address of the new account."""
        return ((self.email.data if self.email else self.invited_address) or "").strip().lower()

    def validate_email(self, field: EmailField) -> None:
        """Nobody else's."""
        if account_with_email(field.data or "") is not None:
            raise ValidationError(_("Alamat email ini sudah dipakai akun lain."))

    def validate_username(self, field: StringField) -> None:
        """Written like a username, and free."""
        field.data = (field.data or "").strip().lower()
        if not is_username(field.data):
            raise ValidationError(
                _(
                    "Tiga sampai 40 huruf kecil atau angka; boleh dipisah satu titik, tanda hubung, atau garis bawah."
                )
            )
        if username_is_taken(field.data):
            raise ValidationError(_("Nama pengguna ini sudah dipakai. Pilih yang lain."))

    def validate_password(self, field: PasswordField) -> None:
        """Not easy to guess."""
        known = [self.name.data or "", self.username.data or "", self.address]
        found = complaint_about(field.data or "", known)
        if found:
            raise ValidationError(found)
