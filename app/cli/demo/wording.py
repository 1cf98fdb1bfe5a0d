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

DISMISSED = "Sudah diperbaiki sebelum putaran ini; dipantau dalam rapat bulanan perangkat daerah."
