"""Words that tell names from what stands around them. Lists of small letters; they grow when a text shows a gap."""

# A name ends before any of these, and none of them is one.
STOP_WORDS = frozenset(
    """
    a ada adalah adik admin agar agustus air akan akta aku alamat aliran amat ambil ampun anak anda anggaran
    anggota antara apa apakah apalagi aparat aplikasi april asal asn assalamu'alaikum assalamualaikum atas
    atau atur awal ayah bagaimana bagi bagian bahwa baik bakar balita bansos bantu bantuan banyak bapa bapak
    baru barusan bawah bayar bayi becek belum benar berada beralamat berapa berarti berasal berdua berhak
    berharap beri berikut berjanji berjumlah berkas bernama berobat bersama bersedia berumur berusia besar
    beserta besok biar biasa biaya bicara bila bilang bin-nya bisa blm bln blt boleh bpjs bpnt bu buah buat
    buka bukan bunda buruh cair calon cara cek cepat cucu cuma curhat daerah dan dana dapat dapur dari dariku
    darurat data datang dekat demi demikian dengan depan desa desak desember dg dgn di dia diam dibantu
    dibayar diberi difabel dikasih dilayani dimana diminta dimohon dinas dipanggil diperbaiki diperhatikan
    dipersulit dirahasiakan disabilitas disana disini ditangani ditindak ditolak dkk dll dlm dokumen dong dr
    dsb dst dtks dua duda dulu dusun eh ekor emak emang empat enam fasilitas februari ga gagal gaji gak ganti
    gedung gelap gimana gmn guru habis hadir hal halo hamil hanya harap hari harus hendak hilang hingga
    honorer hormat hp hr hub hubungi ia ialah iba ibu identitas ikut info informasi ingat ingin ini isi istri
    itu iuran izin jadi jalan jam janda jangan janji januari jarang jatuh jawab jd jelas jembatan jika jl jln
    juga juli jumat jumlah juni justru k ka kab kabag kabupaten kades kadis kadus kakak kakek kalau kali kalo
    kamar kami kamis kampung kamu kantor kapan karena kartu karung kasih kasus kata katanya kawan kebun kec
    kecamatan kecewa kecil kejadian kel kelas kelompok keluarga keluhan keluhkan kelurahan kemana kemarin
    kembali kemudian kenapa kepada kepala keras kerja kerusakan kesana kesini ketika ketua khususnya kilo kira
    kirim kita kk klo kmrn knp kok korban kota krn ktp kuliah kurang kurangnya kwitansi ladang lagi lahan
    lahir lain laki lalu lama lampu lancar langganan langsung lansia lapor laporan laporkan lebar lebih lembar
    lewat lihat lingkungan liter loh lokasi loket lumpuh lurah maaf macet mahal mahasiswa maka makin malah
    malam mampu mana mantan mantap marah maret mari masa masalah masih masuk masyarakat mati mau mba mei
    melapor melaporkan melihat memang membantu membuat meminta memohon mempertanyakan menanyakan mendaftar
    mendapat mengadu mengadukan mengajukan mengaku mengalami mengapa mengeluh mengeluhkan mengenai menggugat
    mengharap menghubungi meninggal menjadi menunggu menurut menyampaikan merasa mereka meter mhn mhon min
    minggu minta misalnya mnt mobil mohon motor msh mulai mungkin murah nama namanya namun nan nanti nasib
    nelayan nenek ngga nggak ngomong nih nik no nomer nomor nonaktif november nya ojek oknum oktober oleh
    orang orangnya org pada padahal pagi pak paling paman panjang pas pasien pd pdhl pedagang pegawai pejabat
    pekerja pekerjaan pelajar pelaku pelapor pelayanan pemda pemilik pemkab pemohon pemuda pendidikan penduduk
    penerima pengadu pengaduan penghasilan pengurus penting penyandang per perihal perlu permisi pernah
    pertanyaan perwakilan petani petugas pihak pindah pindahan pjs plt pns posisi program proses pun punya
    puskesmas putus rabu rakyat rapat rek rekening rendah rsud rt ruang ruangan rumah rusak rw s/d saat sabtu
    sak sakit saksi salah salam sama sampah sampai sana sangat satu saudara sawah saya sd sdh sdr sdri se
    sebab sebagai sebagian sebelah sebelum sebelumnya sebenarnya sebuah sedang sedih sehari sehat sehingga
    sejak sekali sekalian sekarang sekolah seksi selain selaku selalu selama selamat selasa selesai seluruh
    semoga sempat semua senin seorang seperti september sering serta sesuai setelah setiap setuju siang siap
    siapa siapapun silahkan silakan sini sinyal siswa situ sklh skrg smp sopir sore sory spt status suami
    sudah sulit sumpah supaya supir surat surel susah sy t tadi tahu tahun tak takut tanah tangani tanggal
    tanpa tante tanya tapi tdk telah telepon teman tempat tentang terdaftar terdampak terhadap terhormat teri
    terima terimakasih terjadi terkait tersebut tertanda tertanggal tertulis tetangga tetap tetapi tgl thn
    tidak tiga tim tindak tinggal tinggi tks tlg tlp toko tolong ton trims trs tsb ttd ttg tua tugas tujuan
    tukang tunggu turun tutup uang udah umum umur unit untuk usaha usia usul utk via wa waktu walau warga
    wassalam wilayah wiraswasta ya yah yaitu yakni yang yatim yg yth yts yuk
    """.split()
)

# Who is addressed or spoken of by an office is not masked: "Bapak Bupati", "Ibu Kepala Dinas Sosial".
OFFICES = frozenset(
    """
    admin aliansi almarhum almarhumah anggota angkat asn badan bapak bappeda bendahara bhayangkari bidan bkd
    bpbd bpn bumdes bupati buruh camat cv dandim danramil departemen desa dewan dharma dinkes dinsos direktur
    dirjen dirut disdik disdukcapil dishub diskominfo dokter dosen dpr dprd dprri dukcapil dusun fasilitator
    forum gapoktan gubernur guru hakim hamil hj ibu ikatan imam inspektorat inspektur jaga jaksa kabag kaban
    kabid kabiro kabupaten kades kadis kadus kajari kajati kandung kapolda kapolres kapolresta kapolri
    kapolsek karang karyawan kasek kasi kasie kasubag kasubbag kaum kecamatan kelompok keluarga kelurahan
    kemenag kementerian kepala kepsek ketua ketum khatib kk kominfo koordinator koperasi kordinator korlap kos
    kost kota kyai lembaga lsm lurah mahasiswa mantri masyarakat mendagri menpan menteri mentri menyusui
    mertua muda nelayan operator orang pangdam panitia para pastor pdam pedagang pegawai pejabat pelapor pemda
    pemerintah pemilik pemimpin pemkab pemkot pemohon pemuda penanggung pendamping pendeta penduduk pengelola
    penghulu pengurus penyuluh perawat perkumpulan persatuan pertiwi perusahaan petani petugas pimpinan pkk
    pln pns polantas polisi polri presiden provinsi pt pu pupr rakyat romo rt rumah rw satpam satpol sekalian
    sekcam sekda sekdes sekdis seklur sekretaris seluruh semua sopir staf staff supir suster tb tim tiri tni
    toko tua tukang ud umat wabup wagub wakasek wakil wali walikota wapres warga yang yayasan
    """.split()
)

# Initials, academic and religious forms that belong to a name but give nobody away.
HONORIFICS = frozenset(
    "h hj haji hajjah dr drs dra ir prof kh ust ustad ustadz ustaz tgk drh r rr rd".split()
)

# Between the parts of a name.
PARTICLES = frozenset("bin binti bt ibn al el van de da dos br boru daeng dg puang karaeng".split())

# What follows one of these is the name of a place or thing, not of a person: "Jalan Ahmad Yani", "Masjid Al Amin".
PLACES = frozenset(
    """
    aplikasi apotek apotik asrama aula balai bandar bandara banjar bendung bendungan bengkel btn bukit
    bundaran cafe cv danau dermaga desa distrik ds dsn dukuh dusun gampong gang gedung gereja gg gor griya
    group grup gunung hotel ikatan irigasi jalan jalur jembatan jend jenderal jl jln jorong kab kabupaten kafe
    kali kampung kampus kanal kapal kapten kec kecamatan kel kelurahan kios klenteng klinik klub km komp
    komplek kompleks koran kota kp kuil langgar lapangan letjen letkol lingk lingkungan link lorong lr ma
    majelis makam man masjid mayjen merek merk mesjid mi min monumen mts mtsn museum mushola musholla nagari
    paket pangeran pantai panti partai pasar patung paud pekon pelabuhan perempatan persatuan pertigaan perum
    perumahan pesantren pondok ponpes posyandu presiden program prov provinsi proyek pt pulau pura puskesmas
    pustu radio rs rsia rsu rsud rumah-sakit salon sd sdit sdn simpang sma sman smk smkn smp smpn spbu stadion
    stasiun subak sultan sungai surau taklim taman tanjung tb teluk terminal tk toko tpa tpi tpu tugu tv ud
    unhas universitas vihara waduk wapres warung wisma yayasan
    """.split()
)

# Words before which somebody speaks of one's own or of somebody's family.
KIN = frozenset(
    """
    adik alm almarhum almarhumah almh anak ayah ayahanda bapak bayi cucu ibu ibunda isteri istri kakak kakek
    kawan keponakan mertua murid nenek om orangtua paman pasien ponakan putra putri saudara sepupu siswa suami
    tante teman tetangga
    """.split()
)

# Before a name stands …
# … who speaks,
SELF = frozenset("saya sy sya aku".split())
OURS = frozenset("kami ku".split())
# … what introduces somebody,
INTRODUCING = frozenset("perkenalkan kenalkan perkenankan".split())
CALLED = frozenset("bernama dipanggil".split())
SIGNING = frozenset("ttd tertanda wassalam".split())
REPORTERS = frozenset("pelapor pengadu pemohon korban pasien".split())
# … or a title.
TITLES = frozenset(
    """
    abang alm almarhum almarhumah almh bang bapak bpk bu daeng dg dr dra drs h haji hj ibu kak kang kyai mas
    mba mbak nona ny nyonya om pak puang saudara saudari sdr sdri tante teh tn tuan uda uni ustad ustadz
    ustadzah ustaz
    """.split()
)

# Parts of an address.
ROADS = frozenset("jalan jln jl gang gg lorong lrg lr".split())
HAMLETS = frozenset(
    """
    asrama banjar btn dsn dukuh dusun griya kampung komp komplek kompleks kp lingk lingkungan link perum
    perumahan
    """.split()
)
HOMES = frozenset(
    "alamat alamatkan beralamat berdomisili bertinggal domisili rmh rumah rumahku tinggal".split()
)
# A village and what lies above it end an address; they stay.
ABOVE_A_HOME = frozenset(
    "desa ds kelurahan kel kecamatan kec kabupaten kab kota provinsi prov nagari distrik dusun dsn".split()
)

# What is said around a number plate.
TRAFFIC = frozenset(
    """
    angkot bus ditabrak ditilang driver kendaraan menabrak mobil motor nopol ojol parkir pengemudi pete-pete
    pickup plat pol polisi sopir supir tabrak taksi tilang truck truk
    """.split()
)
