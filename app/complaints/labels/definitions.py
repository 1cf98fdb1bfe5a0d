"""What every figure means: in words, with numerator, denominator, what is left out, and whose rule it is."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.complaints.statistics.figure_keys import FigureKey, FigureKind

_OURS = _l("Rumus aplikasi ini. Peraturan yang terbaca tidak memuat rumusnya.")
_WORKFLOW = _l(
    "Tenggat: alur kerja LAPOR! (verifikasi dan tindak lanjut) dan Permenpan RB 62/2018 (penyelesaian), "
    "dapat diubah kementerian. Cara menghitung bagiannya: aturan aplikasi ini."
)


@dataclass(frozen=True)
class Definition:
    """One figure. `anchor` is its place on the page of definitions; empty texts are left out there."""

    anchor: str
    name: LazyString
    formula: LazyString
    numerator: LazyString | str = ""
    denominator: LazyString | str = ""
    left_out: LazyString | str = ""
    source: LazyString = _OURS


DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        "masuk",
        _l("Masuk"),
        _l("Banyaknya pengaduan yang diterima pada periode itu, menurut waktu setempat pemerintah daerah."),
        left_out=_l("Baris ekspor yang ditolak saat impor dan laporan yang belum pernah dicatat."),
    ),
    Definition(
        "status",
        _l("Status"),
        _l(
            "Keadaan pengaduan yang dibuktikan oleh waktunya: belum terverifikasi, terdisposisi belum "
            "ditindaklanjuti, sedang diproses, selesai, tertunda, arsip. Setiap pengaduan memiliki satu status."
        ),
        source=_l("Enam status halaman admin LAPOR!."),
    ),
    Definition(
        "ditindaklanjuti",
        _l("Ditindaklanjuti"),
        _l("Pengaduan yang pernah dijawab instansi, dibagi semua yang masuk."),
        _l("Pengaduan yang sedang diproses atau selesai, dan yang pernah dijawab sebelum ditunda."),
        _l("Semua pengaduan yang masuk pada periode itu."),
        source=_l(
            "Kementerian PANRB dan OGP memakai persentase ditindaklanjuti untuk menilai daerah; rumus rincinya tidak "
            "diterbitkan, jadi rumus ini milik aplikasi."
        ),
    ),
    Definition(
        "selesai",
        _l("Selesai"),
        _l("Pengaduan berstatus selesai, dibagi semua yang masuk."),
        _l("Pengaduan berstatus selesai, termasuk yang ditutup otomatis."),
        _l("Semua pengaduan yang masuk pada periode itu."),
        _l("Pengaduan yang diarsipkan tidak dihitung selesai."),
    ),
    Definition(
        "terbuka",
        _l("Terbuka"),
        _l("Pengaduan yang belum selesai dan belum diarsipkan; yang tertunda ikut terbuka."),
    ),
    Definition(
        "lewat-tenggat",
        _l("Lewat tenggat"),
        _l(
            "Pengaduan terbuka dengan tahap yang masih berjalan padahal tenggatnya sudah lewat pada tanggal data."
        ),
        left_out=_l("Tahap yang berhenti karena menunggu pelapor."),
        source=_WORKFLOW,
    ),
    Definition(
        "tepat-waktu",
        _l("Tepat waktu"),
        _l("Tahap yang selesai sebelum tenggat, dibagi tahap yang dapat dinilai."),
        _l("Tahap yang berakhir sebelum tenggatnya."),
        _l("Tahap yang berakhir tepat waktu atau terlambat, ditambah yang masih terbuka dan lewat tenggat."),
        _l(
            "Tahap yang masih berjalan dalam tenggat, menunggu pelapor, diarsipkan sebelum tahap itu, atau waktunya "
            "tidak tercatat. Yang terbuka dan lewat tenggat dihitung tidak tepat waktu."
        ),
        _WORKFLOW,
    ),
    Definition(
        "lama",
        _l("Median, rata-rata, dan persentil 90"),
        _l(
            "Lama tahap yang sudah berakhir, dalam hari kerja: nilai tengah, rata-rata, dan lama yang tidak "
            "dilampaui oleh 90 dari 100 pengaduan. Hari masuk tidak dihitung."
        ),
        left_out=_l("Tahap yang belum berakhir, dan hari saat menunggu pelapor."),
    ),
    Definition(
        "laju",
        _l("Laju tindak lanjut"),
        _l(
            "Rata-rata hari kerja dari disposisi pertama sampai jawaban pertama. Ini bukan tenggat penyelesaian 14 "
            "atau 60 hari kerja, dan tidak dapat dibandingkan dengannya."
        ),
        _l("Jumlah hari kerja dari disposisi pertama sampai jawaban pertama."),
        _l("Pengaduan yang sudah dijawab dan tercatat waktu disposisinya."),
        _l("Pengaduan yang belum dijawab, dan hari saat menunggu pelapor."),
        _l(
            "Pemerintah Kota Depok menerbitkan laju yang dihitung dari disposisi pertama; rumus di sini "
            "menafsirkannya."
        ),
    ),
    Definition(
        "umur",
        _l("Umur pengaduan terbuka"),
        _l(
            "Hari kerja sejak pengaduan masuk sampai tanggal data, untuk yang masih terbuka; hari masuk tidak "
            "dihitung. Kelompoknya mengikuti tenggat 3, 5, 14, dan 60 hari kerja."
        ),
        left_out=_l("Yang selesai atau diarsipkan. Waktu menunggu pelapor ikut dihitung dalam umur."),
        source=_l("Kelompok umur: aturan aplikasi ini."),
    ),
    Definition(
        "dibuka-kembali",
        _l("Dibuka kembali"),
        _l("Pengaduan yang dibuka lagi setelah selesai, dibagi yang pernah selesai di sini."),
        _l("Pengaduan yang pernah dibuka kembali, satu kali atau lebih."),
        _l("Pengaduan yang ditangani dalam aplikasi ini dan pernah selesai."),
        _l("Pengaduan impor: sumbernya tidak menyebut pembukaan kembali."),
    ),
    Definition(
        "rating",
        _l("Rating pelapor"),
        _l("Rata-rata bintang yang diberikan pelapor, skala 1–5."),
        _l("Jumlah bintang."),
        _l("Pengaduan yang diberi bintang; jumlahnya selalu disebut."),
        _l(
            "Pengaduan tanpa bintang. Sedikit pelapor yang memberi, jadi rata-rata ini tidak mewakili semuanya."
        ),
    ),
    Definition(
        "arus",
        _l("Arus per bulan"),
        _l(
            "Masuk dan selesai pada bulan itu, dan sisa: yang masih terbuka pada akhir bulan. Selesai dihitung pada "
            "bulan penutupannya, kapan pun masuknya, menurut keadaan terakhir register."
        ),
        left_out=_l("Yang selesai atau diarsipkan tanpa waktu tercatat; jumlahnya disebut tersendiri."),
    ),
    Definition(
        "pembanding",
        _l("Perbandingan dengan periode lain"),
        _l(
            "Periode yang sama setahun sebelumnya, dan periode sama panjang tepat sebelumnya. Periode yang belum "
            "selesai dibandingkan hanya sampai tanggal data. Selisih bagian disebut dalam poin persen, dengan jumlah "
            "pengaduan di sampingnya."
        ),
        left_out=_l(
            "Pengaduan lama sudah punya lebih banyak waktu untuk selesai; perhatikan itu saat membandingkan bagian "
            "selesai."
        ),
    ),
    Definition(
        "kelompok-volume",
        _l("Kelompok menurut jumlah"),
        _l(
            "OPD dan pemerintah daerah hanya diperingkat di antara yang jumlah pengaduannya setara: 100 ke atas, "
            "30–99, dan 10–29. Di bawah 10 terlalu sedikit untuk dibandingkan, dan tanpa pengaduan tidak diketahui."
        ),
        source=_l("Batas kelompok: aturan aplikasi ini, bukan ketentuan peraturan."),
    ),
    Definition(
        "tanggal-data",
        _l("Tanggal data"),
        _l(
            "Sampai kapan data lengkap. Pengaduan impor yang masih terbuka dinilai pada tanggal data impor terakhir, "
            "karena yang terjadi sesudahnya tidak ada dalam berkas; yang ditangani di sini dinilai pada saat ini."
        ),
    ),
    Definition(
        "angka-terbit",
        _l("Angka terbit"),
        _l(
            "Jumlah pengaduan yang pernah diterbitkan di tempat lain, dicatat dengan sumber dan tanggalnya, lalu "
            "dibandingkan dengan register untuk masa yang sama. Berbeda belum tentu salah: tanggal data, sumber, dan "
            "definisinya dapat lain, dan status dalam register adalah keadaan sekarang, bukan saat terbit."
        ),
        left_out=_l(
            "Register tidak berubah karenanya. Yang ditunjuk hanya yang tidak cocok di dalam terbitan itu sendiri: "
            "jumlah bagian, rincian, dan persen."
        ),
        source=_l("Cara memeriksa: hitungan biasa, dengan pembulatan atau pemotongan persen yang lazim."),
    ),
    Definition(
        "tidak-diketahui",
        _l("Tidak diketahui"),
        _l(
            "Bagian dan rata-rata tanpa pengaduan yang dapat dihitung ditulis tidak diketahui, bukan 0 dan "
            "bukan 100 persen. Kelompok “Tidak diketahui” berisi pengaduan yang kategorinya, kanalnya, atau "
            "wilayahnya tidak disebut sumber."
        ),
    ),
)

# Where the figure of a list is defined.
ANCHORS: dict[FigureKind, str] = {
    FigureKind.FOLLOWED_UP: "ditindaklanjuti",
    FigureKind.NOT_FOLLOWED_UP: "ditindaklanjuti",
    FigureKind.OPEN: "terbuka",
    FigureKind.OVERDUE: "lewat-tenggat",
    FigureKind.LATE: "tepat-waktu",
    FigureKind.RATED: "rating",
    FigureKind.REOPENED: "dibuka-kembali",
    FigureKind.CLOSABLE: "dibuka-kembali",
    FigureKind.UNDATED: "arus",
    FigureKind.MEASURED: "tepat-waktu",
    FigureKind.IN_TIME: "tepat-waktu",
    FigureKind.STAGE_LATE: "tepat-waktu",
    FigureKind.OPEN_LATE: "tepat-waktu",
    FigureKind.ENDED: "lama",
    FigureKind.DAYS_IN_TIME: "lama",
    FigureKind.DAYS_LATE: "lama",
    FigureKind.AGE: "umur",
    FigureKind.CLOSED_IN: "arus",
    FigureKind.ARCHIVED_IN: "arus",
    FigureKind.LEFT_OPEN: "arus",
}


def anchor_of(key: FigureKey) -> str:
    """The definition of a figure."""
    return ANCHORS[key.kind]
