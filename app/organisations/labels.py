"""Words for what the rules and tables of this package name by code."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.organisations.models import GovernmentKind, TimeZone, UnitKind
from app.organisations.rules.invitations import InvitationState, ScopeProblem

GOVERNMENT_KINDS: dict[GovernmentKind, LazyString] = {
    GovernmentKind.MINISTRY: _l("Kementerian"),
    GovernmentKind.PROVINCE: _l("Provinsi"),
    GovernmentKind.REGENCY: _l("Kabupaten"),
    GovernmentKind.CITY: _l("Kota"),
}

TIME_ZONES: dict[TimeZone, LazyString] = {
    TimeZone.WIB: _l("WIB (Waktu Indonesia Barat)"),
    TimeZone.WITA: _l("WITA (Waktu Indonesia Tengah)"),
    TimeZone.WIT: _l("WIT (Waktu Indonesia Timur)"),
}

UNIT_KINDS: dict[UnitKind, LazyString] = {
    UnitKind.SEKRETARIAT: _l("Sekretariat Daerah"),
    UnitKind.SEKRETARIAT_DPRD: _l("Sekretariat DPRD"),
    UnitKind.BAGIAN: _l("Bagian sekretariat"),
    UnitKind.BIRO: _l("Biro"),
    UnitKind.DINAS: _l("Dinas"),
    UnitKind.BADAN: _l("Badan"),
    UnitKind.INSPEKTORAT: _l("Inspektorat"),
    UnitKind.SATPOL: _l("Satpol PP"),
    UnitKind.RSUD: _l("RSUD"),
    UnitKind.KECAMATAN: _l("Kecamatan"),
    UnitKind.BUMD: _l("BUMD"),
    UnitKind.LAINNYA: _l("Lainnya"),
}

INVITATION_STATES: dict[InvitationState, LazyString] = {
    InvitationState.OPEN: _l("Menunggu"),
    InvitationState.ACCEPTED: _l("Diterima"),
    InvitationState.REVOKED: _l("Dicabut"),
    InvitationState.EXPIRED: _l("Kedaluwarsa"),
}
INVITATION_TONES: dict[InvitationState, str] = {
    InvitationState.OPEN: "info",
    InvitationState.ACCEPTED: "success",
    InvitationState.REVOKED: "neutral",
    InvitationState.EXPIRED: "warning",
}

SCOPE_PROBLEMS: dict[ScopeProblem, LazyString] = {
    ScopeProblem.ROLE_NOT_YOURS: _l("Peran ini tidak dapat Anda berikan."),
    ScopeProblem.NEEDS_GOVERNMENT: _l("Pilih dahulu pemerintah daerahnya."),
    ScopeProblem.NEEDS_UNIT: _l("Pilih OPD untuk Admin OPD."),
    ScopeProblem.NEEDS_PROVINCE: _l("Pembina provinsi hanya untuk sebuah provinsi."),
    ScopeProblem.NEEDS_LOCAL_GOVERNMENT: _l("Peran ini hanya untuk pemerintah daerah."),
}

MENU_UNITS = _l("OPD")
MENU_PEOPLE = _l("Pengguna")
MENU_GOVERNMENTS = _l("Pemerintah daerah")
MENU_ACCOUNT = _l("Akun saya")
MENU_SETTINGS = _l("Pengaturan")
MENU_POLICY = _l("Siapa boleh apa")

AUDIT_ACTIONS: dict[str, LazyString] = {
    "account.signed_in": _l("Masuk ke akun"),
    "account.signed_out": _l("Keluar"),
    "account.sign_in_failed": _l("Gagal masuk"),
    "account.locked": _l("Masuk ditahan sementara"),
    "account.password_changed": _l("Kata sandi diganti"),
    "account.password_reset": _l("Kata sandi dibuat ulang melalui email"),
    "account.reset_asked": _l("Tautan kata sandi baru diminta"),
    "account.second_step_on": _l("Verifikasi dua langkah diaktifkan"),
    "account.second_step_off": _l("Verifikasi dua langkah dimatikan"),
    "account.second_step_reset": _l("Verifikasi dua langkah dimatikan oleh pengelola"),
    "account.profile_changed": _l("Data akun diubah"),
    "account.address_confirmed": _l("Alamat email dikonfirmasi"),
    "account.address_corrected": _l("Alamat email diperbaiki sebelum dikonfirmasi"),
    "account.signed_out_everywhere": _l("Keluar dari semua perangkat"),
    "account.created": _l("Akun dibuat"),
    "account.deactivated": _l("Akun dinonaktifkan"),
    "account.reactivated": _l("Akun diaktifkan kembali"),
    "invitation.sent": _l("Undangan dibuat"),
    "invitation.renewed": _l("Undangan dikirim ulang"),
    "invitation.revoked": _l("Undangan dicabut"),
    "invitation.accepted": _l("Undangan diterima"),
    "appointment.made": _l("Penugasan ditambahkan"),
    "appointment.ended": _l("Penugasan diakhiri"),
    "unit.added": _l("OPD ditambahkan"),
    "unit.changed": _l("OPD diubah"),
    "unit.deactivated": _l("OPD dinonaktifkan"),
    "unit.reactivated": _l("OPD diaktifkan kembali"),
    "unit.moved": _l("Urutan OPD diubah"),
    "unit.alias_added": _l("Nama lain OPD ditambahkan"),
    "unit.alias_removed": _l("Nama lain OPD dihapus"),
    "unit.list_uploaded": _l("Daftar OPD diunggah"),
    "government.settings_changed": _l("Pengaturan pemerintah daerah diubah"),
    "government.logo_changed": _l("Lambang daerah diganti"),
    "government.documents_changed": _l("Pengaturan dokumen diubah"),
}

AUDIT_RECORDS: dict[str, LazyString] = {
    "user_account": _l("Akun"),
    "appointment": _l("Penugasan"),
    "invitation": _l("Undangan"),
    "unit": _l("OPD"),
    "unit_alias": _l("Nama lain OPD"),
    "government": _l("Pemerintah daerah"),
    "document_settings": _l("Pengaturan dokumen"),
    "sign_in_attempts": _l("Percobaan masuk"),
}
