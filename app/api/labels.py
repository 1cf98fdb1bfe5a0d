"""Words of this package."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.api.models import DeliveryState
from app.api.rules import Event, KeyState, Trouble

KEY_LABELS: dict[KeyState, LazyString] = {
    KeyState.ACTIVE: _l("Berlaku"),
    KeyState.EXPIRED: _l("Kedaluwarsa"),
    KeyState.REVOKED: _l("Dicabut"),
}
KEY_TONES: dict[KeyState, str] = {
    KeyState.ACTIVE: "success",
    KeyState.EXPIRED: "warning",
    KeyState.REVOKED: "neutral",
}

DELIVERY_LABELS: dict[DeliveryState, LazyString] = {
    DeliveryState.WAITING: _l("Menunggu dikirim"),
    DeliveryState.DELIVERED: _l("Sampai"),
    DeliveryState.GIVEN_UP: _l("Tidak dicoba lagi"),
}
DELIVERY_TONES: dict[DeliveryState, str] = {
    DeliveryState.WAITING: "warning",
    DeliveryState.DELIVERED: "success",
    DeliveryState.GIVEN_UP: "danger",
}

EVENT_LABELS: dict[Event, LazyString] = {
    Event.COMPLAINT_CHANGED: _l("Pengaduan ditangani"),
    Event.TEST: _l("Uji sambungan"),
}

TROUBLE_LABELS: dict[Trouble, LazyString] = {
    Trouble.NOT_AN_ADDRESS: _l("Bukan alamat web. Contoh: https://kanal.contoh.go.id/renaksi"),
    Trouble.NOT_HTTPS: _l("Alamat harus dimulai dengan https://."),
    Trouble.WITH_PASSWORD: _l("Alamat tidak boleh memuat nama pengguna atau kata sandi."),
    Trouble.TOO_LONG: _l("Alamat terlalu panjang."),
    Trouble.PRIVATE_ADDRESS: _l("Alamat ini menunjuk ke jaringan dalam, bukan ke internet."),
    Trouble.UNKNOWN_HOST: _l("Nama servernya tidak ditemukan."),
    Trouble.NOT_REACHED: _l("Server tidak dapat dihubungi."),
    Trouble.NO_TRUST: _l("Sertifikat server tidak dapat dipercaya."),
    Trouble.TOO_SLOW: _l("Server tidak menjawab dalam waktunya."),
    Trouble.REDIRECTED: _l("Server mengalihkan ke alamat lain; pengalihan tidak diikuti."),
    Trouble.REFUSED: _l("Server menolak."),
    Trouble.NOT_HTTP: _l("Jawaban server bukan HTTP."),
}

AUDIT_LABELS: dict[str, LazyString] = {
    "channel.added": _l("Kanal pengaduan ditambahkan"),
    "channel.key_made": _l("Kunci API dibuat"),
    "channel.key_revoked": _l("Kunci API dicabut"),
    "channel.pushed": _l("Pengaduan dikirim aplikasi kanal"),
    "channel.webhook_added": _l("Webhook ditambahkan"),
    "channel.webhook_paused": _l("Webhook dijeda"),
    "channel.webhook_resumed": _l("Webhook diteruskan"),
    "channel.webhook_removed": _l("Webhook dihapus"),
    "channel.webhook_tested": _l("Webhook diuji"),
    "channel.webhook_resent": _l("Pesan webhook dikirim ulang"),
}
RECORD_LABELS: dict[str, LazyString] = {
    "channel": _l("Kanal pengaduan"),
    "api_key": _l("Kunci API"),
    "webhook": _l("Webhook"),
    "webhook_delivery": _l("Pesan webhook"),
}
