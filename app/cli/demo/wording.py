"""What people write in the plans of the demonstration."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Wording:
    """A proposal of an OPD; `budget` is rupiah a year."""

    category: str
    problem: str
    activity: str
    output: str
    unit_of_measure: str
    budget: int


PROPOSALS = (
    Wording(
        "sdm",
        "Petugas pengaduan baru satu orang dan sering berganti.",
        "Pelatihan petugas pengaduan dan penunjukan petugas pengganti",
        "Jumlah petugas yang mengikuti pelatihan",
        "orang",
        12_000_000,
    ),
    Wording(
        "data_aplikasi",
        "Aduan langsung di loket belum dicatat dalam aplikasi.",
        "Pencatatan aduan langsung di loket ke dalam SP4N-LAPOR!",
        "Persentase aduan langsung yang tercatat",
        "persen",
        6_000_000,
    ),
    Wording(
        "pemangku_kepentingan",
        "Pengguna layanan belum mengenal kanal pengaduan.",
        "Sosialisasi SP4N-LAPOR! kepada pengguna layanan di setiap kecamatan",
        "Jumlah kegiatan sosialisasi",
        "kegiatan",
        18_000_000,
    ),
    Wording(
        "monev",
        "Tindak lanjut aduan belum dibahas secara berkala.",
        "Rapat evaluasi bulanan tindak lanjut aduan",
        "Jumlah rapat evaluasi",
        "rapat",
        4_500_000,
    ),
    Wording(
        "kebijakan",
        "Prosedur penanganan aduan belum disesuaikan dengan layanan OPD.",
        "Penyusunan prosedur operasional penanganan aduan OPD",
        "Jumlah dokumen prosedur yang ditetapkan",
        "dokumen",
        5_000_000,
    ),
)

COMMENTS = (
    ("must", "Target tahun 2022 belum sejalan dengan kondisi awal. Mohon dijelaskan dasar perhitungannya."),
    ("must", "Anggaran belum mencantumkan sumber yang jelas untuk kegiatan yang melibatkan kecamatan."),
    ("should", "Indikator keluaran sebaiknya terukur, misalnya jumlah petugas yang lulus uji."),
    ("note", "Latar belakang sudah baik; tambahkan angka pengaduan tahun berjalan bila tersedia."),
)

RETURN_REASON = (
    "Sebagian target dan anggaran belum dapat ditelusuri ke hasil asesmen. Mohon diperbaiki sesuai catatan pada baris"
    " yang ditandai, lalu dikirim kembali."
)

ANSWERS = (
    "Target telah disesuaikan dengan kondisi awal hasil asesmen; penjelasan ditambahkan pada kolom keterangan.",
    "Sumber dana telah ditetapkan melalui APBD pada OPD penanggung jawab.",
    "Indikator keluaran telah diperbaiki agar terukur.",
    "Angka pengaduan telah ditambahkan pada latar belakang.",
)

# Said of a comment whose line nobody touched: the second reading finds it.
HOLLOW_ANSWER = "Sudah diperbaiki sesuai catatan."

REFUSAL = "Tidak diubah karena sudah sesuai dengan rencana kerja perangkat daerah tahun berjalan."

PHRASES = (
    (
        "Target belum terukur",
        "Target belum terukur. Mohon isi satuan dan angka target setiap tahun, serta dasar perhitungannya.",
    ),
    (
        "Sumber dana kosong",
        "Sumber dana belum ditentukan. Mohon pilih sumber dana dan cantumkan kode anggarannya bila sudah ada.",
    ),
    (
        "Penanggung jawab terlalu umum",
        "Penanggung jawab terlalu umum. Mohon pilih satu OPD yang bertanggung jawab; OPD lain menjadi pendukung.",
    ),
)

DISMISSED = "Sudah diperbaiki sebelum putaran ini; dipantau dalam rapat bulanan perangkat daerah."

# What lags and what comes next, in the reports of a quarter.
OBSTACLES = (
    (
        "Pencairan anggaran bergeser karena pengalihan belanja.",
        "Kegiatan dijadwalkan kembali pada bulan pertama triwulan berikutnya.",
    ),
    (
        "Narasumber dan peserta belum dapat hadir bersamaan.",
        "Pelatihan dibagi menjadi dua gelombang dan sebagian dilaksanakan daring.",
    ),
    (
        "Rancangan keputusan masih ditelaah Bagian Hukum.",
        "Koordinator dan Bagian Hukum menyelesaikan penelaahan paling lambat akhir bulan.",
    ),
    (
        "Petugas yang ditunjuk pindah tugas.",
        "Kepala OPD menunjuk petugas pengganti dan memperbarui surat tugas.",
    ),
)
RETURNED_PROGRESS = "Realisasi anggaran belum sama dengan laporan keuangan. Lampirkan rekapitulasi belanja."
ADDENDUM_REASON = "Pagu kegiatan dikurangi pada perubahan APBD, sehingga sasarannya disesuaikan."
