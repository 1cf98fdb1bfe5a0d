"""The chapters that a new plan begins with: official Indonesian, every figure a placeholder, every sentence editable.

The legal basis names rules as a whole; no article is quoted, because a template must not put words into a regulation's
mouth. Texts are content of an Indonesian document and are the same whatever language the interface has.
"""

from app.plans.rules import ChapterCode

Template = tuple[ChapterCode, str, str]

FOREWORD = """
<div>Puji syukur kami panjatkan ke hadirat Tuhan Yang Maha Esa, karena atas rahmat-Nya {{judul}} ini dapat
diselesaikan.</div>
<div>Pengaduan masyarakat adalah suara yang menunjukkan di mana pelayanan publik perlu diperbaiki. {{pemerintah}}
menyusun rencana aksi ini agar setiap pengaduan yang masuk melalui SP4N-LAPOR! diterima, diteruskan,
ditindaklanjuti, dan diselesaikan oleh unit yang berwenang, serta agar datanya dipakai untuk memperbaiki
layanan.</div>
<div>Rencana aksi ini disusun dari asesmen mandiri tahun {{tahun_asesmen}} yang diikuti {{jumlah_opd_mengirim}} dari
{{jumlah_opd}} OPD, dari data pengaduan, dan dari usulan OPD. Penyusunannya dikoordinasikan oleh
{{unit_koordinator}}.</div>
<div>Kami menyampaikan terima kasih kepada semua pihak yang telah membantu. Semoga rencana aksi ini menjadi pegangan
bersama dan dilaksanakan dengan sungguh-sungguh.</div>
"""

BAB1 = """
<h1>1.1 Latar Belakang</h1>
<div>Sistem Pengelolaan Pengaduan Pelayanan Publik Nasional (SP4N) dengan aplikasi LAPOR! menghubungkan pengaduan
masyarakat dengan instansi yang berwenang. Agar pengaduan ditangani dengan baik, instansi memerlukan kebijakan,
sumber daya manusia, data dan aplikasi, dukungan pemangku kepentingan, serta monitoring dan evaluasi yang
memadai.</div>
<div>Untuk mengetahui keadaannya, {{pemerintah}} melaksanakan asesmen mandiri pada tahun {{tahun_asesmen}}. Hasil
asesmen, data pengaduan, dan usulan OPD menjadi dasar penyusunan rencana aksi tahun {{tahun_awal}} sampai dengan
{{tahun_akhir}}.</div>
<h1>1.2 Landasan Hukum</h1>
<ol>
<li>Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik;</li>
<li>Peraturan Presiden Nomor 76 Tahun 2013 tentang Pengelolaan Pengaduan Pelayanan Publik;</li>
<li>Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 62 Tahun 2018;</li>
<li>Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 46 Tahun 2020 tentang <em>Road
Map</em> SP4N Tahun 2020–2024;</li>
<li>Keputusan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 680 Tahun 2020.</li>
</ol>
<h1>1.3 Maksud dan Tujuan</h1>
<div>Rencana aksi ini dimaksudkan sebagai acuan bagi seluruh OPD di lingkungan {{pemerintah}} dalam memperbaiki
pengelolaan pengaduan pelayanan publik. Tujuannya adalah:</div>
<ul>
<li>menetapkan kegiatan, target, penanggung jawab, dan anggaran untuk setiap tahun;</li>
<li>menutup kesenjangan yang ditemukan dalam asesmen mandiri;</li>
<li>mempercepat dan meningkatkan mutu tindak lanjut pengaduan;</li>
<li>menjadi dasar pemantauan dan evaluasi setiap triwulan.</li>
</ul>
<h1>1.4 Sistematika</h1>
<div>Dokumen ini terdiri atas lima bab: Pendahuluan; Gambaran Umum Pengelolaan Pengaduan; Hasil Asesmen Mandiri;
Rencana Aksi; dan Penutup.</div>
"""

BAB2 = """
<h1>2.1 Pengelola Pengaduan</h1>
<div>Pengelolaan pengaduan di lingkungan {{pemerintah}} dikoordinasikan oleh {{unit_koordinator}} dan dilaksanakan
oleh {{jumlah_opd}} OPD melalui admin dan pejabat penghubung masing-masing.</div>
<h1>2.2 Data Pengaduan</h1>
<div>Selama periode data yang digunakan tercatat {{jumlah_pengaduan}} pengaduan. Sebanyak {{persen_tindak_lanjut}}
di antaranya telah ditindaklanjuti dan {{persen_selesai}} telah selesai. Rincian menurut status, kategori, saluran,
dan OPD disajikan dalam tabel pada bab ini, beserta sumber dan tanggal pengambilan datanya.</div>
"""

BAB3 = """
<h1>3.1 Pelaksanaan Asesmen</h1>
<div>Asesmen mandiri tahun {{tahun_asesmen}} diikuti {{jumlah_opd_mengirim}} dari {{jumlah_opd}} OPD. Setiap OPD
menilai diri pada lima kategori dengan bukti dukung, kemudian jawabannya diverifikasi oleh
{{unit_koordinator}}.</div>
<h1>3.2 Hasil</h1>
<div>Indeks {{pemerintah}} adalah {{indeks}} dengan predikat {{predikat}}. Indeks setiap kategori dan setiap OPD
disajikan dalam grafik dan tabel pada bab ini. Kategori dan OPD dengan indeks terendah menjadi prioritas rencana
aksi.</div>
"""

BAB4 = """
<div>Rencana aksi tahun {{tahun_awal}}–{{tahun_akhir}} memuat {{jumlah_kegiatan}} kegiatan dalam lima kategori
dengan anggaran seluruhnya {{jumlah_anggaran}}. Setiap kegiatan berasal dari kesenjangan asesmen, pola pengaduan,
atau usulan OPD, dan memiliki indikator keluaran, target tahunan, anggaran, sumber dana, penanggung jawab, serta
jadwal triwulan.</div>
<div>Matriks rencana aksi disajikan pada halaman berikut.</div>
"""

BAB5 = """
<div>Rencana aksi ini menjadi komitmen {{pemerintah}} untuk memperbaiki pengelolaan pengaduan pelayanan publik.
Setiap OPD melaksanakan kegiatan yang menjadi tanggung jawabnya dan melaporkan capaiannya setiap triwulan kepada
{{unit_koordinator}}.</div>
<div>Pelaksanaan rencana aksi dipantau dan dievaluasi secara berkala. Apabila terdapat perubahan kebijakan atau
keadaan yang memengaruhi pelaksanaannya, rencana aksi ini dapat disesuaikan.</div>
"""

TITLES = {
    ChapterCode.FOREWORD: "Kata Pengantar",
    ChapterCode.BAB1: "BAB I Pendahuluan",
    ChapterCode.BAB2: "BAB II Gambaran Umum Pengelolaan Pengaduan",
    ChapterCode.BAB3: "BAB III Hasil Asesmen Mandiri",
    ChapterCode.BAB4: "BAB IV Rencana Aksi",
    ChapterCode.BAB5: "BAB V Penutup",
}

_BODIES = {
    ChapterCode.FOREWORD: FOREWORD,
    ChapterCode.BAB1: BAB1,
    ChapterCode.BAB2: BAB2,
    ChapterCode.BAB3: BAB3,
    ChapterCode.BAB4: BAB4,
    ChapterCode.BAB5: BAB5,
}


def default_chapters() -> tuple[Template, ...]:
    """Code, title and body of every chapter in the order of the document; a body is one line, as editors keep it."""
    return tuple((code, TITLES[code], " ".join(_BODIES[code].split())) for code in ChapterCode)


def default_title(government_name: str, years: tuple[int, ...]) -> str:
    """The title that a new plan is offered."""
    return f"Rencana Aksi SP4N-LAPOR! {government_name} Tahun {years[0]}–{years[-1]}"
