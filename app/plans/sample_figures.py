"""What placeholders say in the preview of a template: a place that does not exist, with round figures."""

from collections.abc import Mapping

SAMPLE_FIGURES: Mapping[str, str | None] = {
    "pemerintah": "Kabupaten Contoh",
    "provinsi": "Provinsi Contoh",
    "unit_koordinator": "Bagian Organisasi",
    "judul": "Rencana Aksi SP4N-LAPOR! Kabupaten Contoh Tahun 2021–2024",
    "tahun_awal": "2021",
    "tahun_akhir": "2024",
    "tahun_asesmen": "2021",
    "indeks": "3,00",
    "predikat": "Baik",
    "jumlah_opd": "40",
    "jumlah_opd_mengirim": "32",
    "jumlah_kegiatan": "60",
    "jumlah_anggaran": "Rp1.000.000.000",
    "jumlah_pengaduan": "1.000",
    "persen_tindak_lanjut": "80,0%",
    "persen_selesai": "60,0%",
}
