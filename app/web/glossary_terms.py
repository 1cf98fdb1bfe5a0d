"""The words that pages explain, in both languages. What happens with them in a text is in `glossary.py`.

They are those of `docs/glossary.md`; what stands here is shorter and for whoever fills in a form.
"""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString


@dataclass(frozen=True)
class Term:
    """A word: its name for the address, what it is called, what it means, and the words that texts use for it.

    `spelled` is for Indonesian texts (the instrument is one in either language), `english` for English ones.
    """

    name: str
    title: LazyString
    meaning: LazyString
    spelled: tuple[str, ...]
    english: tuple[str, ...] = ()


TERMS = (
    Term(
        "sp4n",
        _l("SP4N-LAPOR!"),
        _l(
            "Sistem nasional untuk menerima dan menindaklanjuti pengaduan pelayanan publik, beserta aplikasinya."
        ),
        ("SP4N-LAPOR!", "SP4N"),
        ("SP4N-LAPOR!", "SP4N"),
    ),
    Term(
        "opd",
        _l("OPD (perangkat daerah)"),
        _l(
            "Organisasi perangkat daerah: dinas, badan, kecamatan, rumah sakit, dan bagian dari pemerintah daerah."
        ),
        ("OPD", "perangkat daerah"),
        ("OPD",),
    ),
    Term(
        "unit-koordinator",
        _l("Unit koordinator"),
        _l(
            "Bagian atau dinas yang memimpin pengelolaan pengaduan di pemerintah daerah, biasanya Bagian Organisasi."
        ),
        ("unit koordinator", "Bagian Organisasi"),
        ("lead unit",),
    ),
    Term(
        "pejabat-penghubung",
        _l("Pejabat penghubung"),
        _l(
            "Pejabat di OPD yang menindaklanjuti dan menjawab pengaduan di aplikasi, misalnya sekretaris dinas."
        ),
        ("pejabat penghubung",),
        ("liaison officer",),
    ),
    Term(
        "sop",
        _l("SOP"),
        _l(
            "Prosedur operasional standar: langkah kerja tertulis, siapa mengerjakan apa, dan batas waktunya."
        ),
        ("SOP", "prosedur operasional standar"),
        ("SOP", "standard operating procedure"),
    ),
    Term(
        "standar-pelayanan",
        _l("Standar pelayanan"),
        _l("Dokumen yang menyatakan syarat, waktu, biaya, dan cara mengadu untuk satu jenis layanan."),
        ("standar pelayanan", "standar pelayanannya"),
        ("service standard",),
    ),
    Term(
        "bukti-dukung",
        _l("Bukti dukung"),
        _l(
            "Berkas atau tautan yang membuktikan jawaban, misalnya surat keputusan, notulen, atau tangkapan layar."
        ),
        ("bukti dukung",),
        ("supporting evidence", "evidence"),
    ),
    Term(
        "level",
        _l("Level"),
        _l("Tangga 1 sampai 5: Rintisan, Terkelola, Terdefinisi, Terpadu dan Terukur, Optimum."),
        ("level",),
        ("level",),
    ),
    Term(
        "penilaian-mandiri",
        _l("Penilaian mandiri"),
        _l("OPD menilai keadaannya sendiri, lalu nilainya diperiksa koordinator."),
        ("penilaian mandiri", "nilai mandiri"),
        ("self-assessment", "self score"),
    ),
    Term(
        "verifikasi",
        _l("Verifikasi"),
        _l(
            "Koordinator memeriksa jawaban dan bukti dukungnya, lalu menyetujui, mengubah nilainya, "
            "atau mengembalikannya."
        ),
        ("verifikasi", "nilai terverifikasi"),
        ("verification", "verified score"),
    ),
    Term(
        "dikembalikan",
        _l("Dikembalikan"),
        _l("Jawaban dikirim kembali kepada OPD dengan alasan. Yang lain tetap seperti semula."),
        ("dikembalikan",),
        ("returned",),
    ),
    Term(
        "cakupan",
        _l("Cakupan"),
        _l("Berapa OPD yang ada di balik sebuah indeks, misalnya 32 dari 40 OPD."),
        ("cakupan",),
        ("coverage",),
    ),
    Term(
        "bobot",
        _l("Bobot"),
        _l("Seberapa besar pengaruh sebuah indikator atau kategori pada indeks."),
        ("bobot",),
        ("weight",),
    ),
    Term(
        "kesenjangan",
        _l("Kesenjangan"),
        _l("Nilai yang berlaku masih di bawah level yang dituju pada tahun itu."),
        ("kesenjangan",),
        ("gap",),
    ),
    Term(
        "sasaran-level",
        _l("Sasaran level"),
        _l(
            "Level yang ingin dicapai pada tahun rencana: dari instrumen, atau ditetapkan sendiri oleh daerah."
        ),
        ("sasaran level",),
        ("goal",),
    ),
    Term(
        "disposisi",
        _l("Disposisi"),
        _l("Pengaduan diteruskan kepada OPD yang berwenang menindaklanjutinya."),
        ("disposisi", "terdisposisi"),
        ("forwarding", "forwarded"),
    ),
    Term(
        "tindak-lanjut",
        _l("Tindak lanjut"),
        _l("Yang dikerjakan OPD atas pengaduan, beserta jawabannya kepada pelapor."),
        ("tindak lanjut", "ditindaklanjuti", "menindaklanjuti"),
        ("follow-up", "followed up"),
    ),
    Term(
        "pelapor",
        _l("Pelapor"),
        _l(
            "Orang yang menyampaikan pengaduan. Identitasnya tidak disimpan, kecuali pemerintah daerah memutuskan lain."
        ),
        ("pelapor",),
        ("reporter", "complainant"),
    ),
    Term(
        "kanal",
        _l("Kanal"),
        _l("Jalan masuk pengaduan: laman, aplikasi, SMS 1708, loket, telepon, atau aplikasi milik daerah."),
        ("kanal",),
        ("channel",),
    ),
    Term(
        "klasifikasi",
        _l("Klasifikasi"),
        _l(
            "Jenis laporan: pengaduan berkadar pengawasan atau tidak, permintaan informasi, atau aspirasi. "
            "Jenisnya menentukan batas waktu."
        ),
        ("klasifikasi", "klasifikasinya"),
        ("classification",),
    ),
    Term(
        "hari-kerja",
        _l("Hari kerja"),
        _l("Senin sampai Jumat, tanpa hari libur nasional, cuti bersama, dan hari libur daerah."),
        ("hari kerja",),
        ("working day", "working days"),
    ),
    Term(
        "pagu",
        _l("Pagu"),
        _l("Anggaran paling banyak yang disediakan untuk satu kegiatan dalam setahun."),
        ("pagu",),
        ("budget ceiling",),
    ),
    Term(
        "triwulan",
        _l("Triwulan (TW)"),
        _l(
            "Tiga bulan dalam tahun anggaran: TW I Januari–Maret, TW II April–Juni, TW III Juli–September, "
            "TW IV Oktober–Desember."
        ),
        ("triwulan", "triwulanan", "TW I", "TW II", "TW III", "TW IV"),
        ("quarter", "quarters"),
    ),
    Term(
        "keluaran",
        _l("Indikator keluaran"),
        _l("Yang dapat dihitung atau ditunjukkan pada akhir kegiatan, misalnya jumlah pegawai yang dilatih."),
        ("indikator keluaran",),
        ("output indicator",),
    ),
    Term(
        "kondisi-awal",
        _l("Kondisi awal"),
        _l("Keadaan sebelum kegiatan dimulai, tempat hitungan bermula."),
        ("kondisi awal",),
        ("baseline",),
    ),
    Term(
        "monev",
        _l("Monev"),
        _l("Monitoring dan evaluasi: memantau pelaksanaan dan menilai hasilnya secara berkala."),
        ("monev", "monitoring dan evaluasi"),
        ("monitoring and evaluation",),
    ),
    Term(
        "kelompok-rentan",
        _l("Kelompok rentan"),
        _l(
            "Warga yang lebih sulit mengadu, misalnya penyandang disabilitas, lanjut usia, dan yang tinggal "
            "di daerah terpencil."
        ),
        ("kelompok rentan",),
        ("vulnerable groups",),
    ),
    Term(
        "notulen",
        _l("Notulen"),
        _l("Catatan resmi rapat: siapa hadir, apa yang dibahas, dan apa yang diputuskan."),
        ("notulen",),
        ("minutes",),
    ),
    Term(
        "register",
        _l("Register pengaduan"),
        _l("Daftar seluruh pengaduan sebuah pemerintah daerah yang ada di Renaksi."),
        ("register pengaduan",),
        ("complaint register",),
    ),
)
