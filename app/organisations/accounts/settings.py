"""How Flask-Security is set: our addresses, our policy, and nothing that we do not use."""

from datetime import timedelta
from typing import Any

from flask_babel import lazy_gettext as _l

SETTINGS: dict[str, Any] = {
    "SECURITY_LOGIN_URL": "/masuk",
    "SECURITY_LOGOUT_URL": "/keluar",
    "SECURITY_LOGOUT_METHODS": ["POST"],
    "SECURITY_LOGOUT_CSRF": False,  # a stale page must not keep anybody signed in
    "SECURITY_POST_LOGIN_VIEW": "/",
    "SECURITY_POST_LOGOUT_VIEW": "/",
    "SECURITY_RECOVERABLE": True,
    "SECURITY_RESET_URL": "/lupa-sandi",
    "SECURITY_RESET_PASSWORD_WITHIN": timedelta(hours=2),
    "SECURITY_CHANGEABLE": True,
    "SECURITY_CHANGE_URL": "/akun/sandi",
    "SECURITY_POST_CHANGE_VIEW": "/akun",
    "SECURITY_VERIFY_URL": "/akun/konfirmasi-sandi",
    # Changing how one signs in needs the password given within the last half hour.
    "SECURITY_FRESHNESS": timedelta(minutes=30),
    "SECURITY_FRESHNESS_GRACE_PERIOD": timedelta(minutes=0),
    "SECURITY_TWO_FACTOR": True,
    "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
    "SECURITY_TWO_FACTOR_REQUIRED": False,
    "SECURITY_TWO_FACTOR_AUTHENTICATOR_VALIDITY": 30,  # seconds: one code earlier or later, for clocks that differ
    "SECURITY_TWO_FACTOR_SETUP_URL": "/akun/dua-langkah",
    "SECURITY_TWO_FACTOR_POST_SETUP_VIEW": "/akun",
    "SECURITY_TWO_FACTOR_TOKEN_VALIDATION_URL": "/masuk/kode",
    "SECURITY_TWO_FACTOR_RESCUE_URL": "/masuk/bantuan-kode",
    "SECURITY_TWO_FACTOR_RESCUE_EMAIL": False,  # else the mailbox would be the second step
    "SECURITY_TWO_FACTOR_SELECT_URL": "/masuk/pilih-cara",
    "SECURITY_MULTI_FACTOR_RECOVERY_CODES": True,
    "SECURITY_MULTI_FACTOR_RECOVERY_CODES_N": 8,
    "SECURITY_MULTI_FACTOR_RECOVERY_CODES_URL": "/akun/kode-cadangan",
    "SECURITY_MULTI_FACTOR_RECOVERY_URL": "/masuk/kode-cadangan",
    "SECURITY_TOTP_ISSUER": "Renaksi",
    "SECURITY_PASSWORD_HASH": "argon2",
    # OWASP's least for Argon2id is 19456 KiB with two passes; this takes about 50 ms on a small server.
    "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": {
        "argon2__type": "ID",
        "argon2__memory_cost": 19456,
        "argon2__time_cost": 2,
        "argon2__parallelism": 1,
    },
    "SECURITY_PASSWORD_SCHEMES": ["argon2"],
    "SECURITY_DEPRECATED_PASSWORD_SCHEMES": [],
    "SECURITY_PASSWORD_LENGTH_MIN": 10,
    "SECURITY_JOIN_USER_ROLES": False,
    "SECURITY_CLI_USERS_NAME": False,
    "SECURITY_CLI_ROLES_NAME": False,
    "SECURITY_RETURN_GENERIC_RESPONSES": True,
    "SECURITY_USER_IDENTITY_ATTRIBUTES": [{"email": {"mapper": str.lower, "case_insensitive": True}}],
    "SECURITY_DEFAULT_REMEMBER_ME": False,
    "SECURITY_FLASH_MESSAGES": True,
    "SECURITY_EMAIL_HTML": False,
    "SECURITY_EMAIL_SUBJECT_PASSWORD_RESET": _l("Renaksi: tautan untuk membuat kata sandi baru"),
    "SECURITY_EMAIL_SUBJECT_PASSWORD_NOTICE": _l("Renaksi: kata sandi Anda sudah diganti"),
    "SECURITY_EMAIL_SUBJECT_PASSWORD_CHANGE_NOTICE": _l("Renaksi: kata sandi Anda sudah diganti"),
    # Beyond zxcvbn's rating; see rules/passwords.py for why a mix is not demanded.
    "PASSWORD_MIN_SCORE": 3,
    "PASSWORD_REQUIRE_MIX": False,
}
