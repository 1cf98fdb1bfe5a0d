"""One page for everything that can go wrong: what happened, in plain words, and what to do next."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import Flask, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge, Unauthorized

from app.access import current_actor
from app.web.local_paths import page_before
from app.web.problems import problem
from app.web.typed_texts import typed_texts


@dataclass(frozen=True)
class Explanation:
    """Title, what happened, and what the person can do."""

    title: LazyString
    text: LazyString
    advice: LazyString


EXPLANATIONS: dict[int, Explanation] = {
    400: Explanation(
        _l("Permintaan tidak dapat dibaca"),
        _l("Isian yang dikirim tidak lengkap atau bentuknya tidak dikenal."),
        _l("Kembali ke halaman sebelumnya, muat ulang, lalu coba kirim lagi."),
    ),
    401: Explanation(
        _l("Anda perlu masuk dahulu"),
        _l("Sesi Anda sudah berakhir atau Anda belum masuk."),
        _l("Masuk dengan akun Anda, lalu ulangi langkah terakhir."),
    ),
    403: Explanation(
        _l("Anda tidak berwenang membuka halaman ini"),
        _l("Halaman ini hanya untuk peran lain."),
        _l("Jika tugas Anda memerlukannya, hubungi koordinator di pemerintah daerah Anda."),
    ),
    404: Explanation(
        _l("Halaman tidak ditemukan"),
        _l("Alamatnya keliru, datanya sudah dihapus, atau berada di luar wilayah kerja Anda."),
        _l("Periksa kembali alamatnya atau mulai dari beranda."),
    ),
    405: Explanation(
        _l("Halaman ini tidak dapat dibuka langsung"),
        _l("Alamat ini hanya menerima isian dari sebuah formulir."),
        _l("Mulai kembali dari halaman formulirnya."),
    ),
    409: Explanation(
        _l("Data ini sudah berubah sejak Anda membukanya"),
        _l("Data ini disimpan lagi setelah Anda membukanya, sehingga simpanan Anda ditahan."),
        _l("Buka kembali halamannya, periksa perubahannya, lalu simpan lagi."),
    ),
    413: Explanation(
        _l("Kiriman terlalu besar"),
        _l("Berkas atau isian yang dikirim melebihi batas ukuran."),
        _l("Perkecil berkasnya, misalnya dengan memindai pada 150 dpi, lalu unggah lagi."),
    ),
    422: Explanation(
        _l("Isian belum dapat diterima"),
        _l("Ada isian yang tidak memenuhi ketentuan."),
        _l("Kembali ke formulir dan periksa keterangan di samping setiap isian."),
    ),
    429: Explanation(
        _l("Terlalu banyak percobaan"),
        _l("Demi keamanan, permintaan dari Anda ditahan untuk sementara."),
        _l("Tunggu beberapa menit, lalu coba lagi."),
    ),
    500: Explanation(
        _l("Terjadi kesalahan pada sistem"),
        _l("Ini bukan kesalahan Anda. Isian yang belum tersimpan tidak dicatat."),
        _l("Coba lagi sebentar lagi. Jika berulang, sampaikan waktu kejadiannya kepada operator."),
    ),
    503: Explanation(
        _l("Sistem sedang tidak dapat melayani"),
        _l("Sistem sedang dirawat atau terlalu sibuk."),
        _l("Tunggu beberapa menit, lalu muat ulang halaman ini."),
    ),
}
EXPIRED_FORM = Explanation(
    _l("Halaman sudah terlalu lama terbuka"),
    _l("Tanda pengaman formulir sudah tidak berlaku, misalnya karena Anda keluar atau masuk di tab lain."),
    _l("Masuk lagi bila perlu, buka kembali halaman formulirnya, lalu kirim lagi."),
)
TOO_LARGE_BUT_KEPT = Explanation(
    _l("Kiriman terlalu besar"),
    _l(
        "Berkasnya melebihi batas ukuran, sehingga kiriman ini tidak diterima. Yang sudah Anda ketik aman sampai "
        "penyimpanan otomatis terakhir; berkasnya dan ketikan sesudah itu belum tersimpan."
    ),
    _l("Kembali ke pertanyaannya, periksa isian Anda, lalu unggah berkas yang lebih kecil."),
)
# Views whose forms save by themselves what is typed; told by the features.
_autosaved: set[str] = set()
# These may be shown while the database does not answer, so their page must not ask it anything.
WITHOUT_DATABASE = frozenset({500, 502, 503, 507})


def register_autosaved(endpoint: str) -> None:
    """The form that `endpoint` takes is saved while it is typed: when too large a file is refused, say what is kept."""
    _autosaved.add(endpoint)


def explain(error: HTTPException) -> Explanation:
    """The explanation of an error: its own, or that of its class (400 for client, 500 for server)."""
    if isinstance(error, CSRFError):
        return EXPIRED_FORM
    code = error.code or 500
    if code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE and request.endpoint in _autosaved:
        return TOO_LARGE_BUT_KEPT
    return EXPLANATIONS.get(code) or EXPLANATIONS[500 if code >= 500 else 400]


def answer(error: HTTPException) -> ResponseReturnValue:
    """The answer to an HTTP error: a problem for machines, a fragment for htmx, a page for people."""
    if error.response is not None:
        return error.response
    if request.path.startswith("/api/"):
        return problem(error)
    code = error.code or 500
    headers = {
        name: value for name, value in error.get_headers() if name not in ("Content-Type", "Content-Length")
    }
    values: dict[str, Any] = {"code": code, "explanation": explain(error)}
    if request.headers.get("HX-Request"):
        return _without_database("web/errors/fragment.html", values), code, headers
    if code in WITHOUT_DATABASE:
        return _without_database("web/errors/without_database.html", values), code, headers
    must_sign_in = isinstance(error, CSRFError | Unauthorized) and current_actor().is_anonymous
    refused_form = isinstance(error, CSRFError | Unauthorized | RequestEntityTooLarge)
    values |= {
        "before": page_before() if refused_form else None,
        "must_sign_in": must_sign_in,
        "texts": typed_texts() if isinstance(error, CSRFError | Unauthorized) else (),
    }
    return render_template("web/errors/error.html", **values), code, headers


def _without_database(template: str, values: dict[str, Any]) -> str:
    """Render without Flask's context processors: the sign-in library has one that asks for the person."""
    return current_app.jinja_env.get_template(template).render(values)


def register(app: Flask) -> None:
    """Answer every HTTP error, and every unexpected exception as a 500, in the product's own words."""
    app.register_error_handler(HTTPException, answer)
