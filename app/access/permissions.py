"""Every thing that somebody may be allowed to do, each with the sentence that the page "Siapa boleh apa" shows."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString


class Permission(StrEnum):
    """A right. `policy.py` says who holds it, and how far it reaches."""

    # Own account and common pages
    HOME = "home"
    ACCOUNT = "account"
    INBOX_READ = "inbox.read"
    JOB_READ = "job.read"
    JOB_OVERSEE = "job.oversee"
    FILE_READ = "file.read"
    POLICY_READ = "policy.read"
    HELP_READ = "help.read"
    COMPONENTS_READ = "components.read"
    # Organisations
    GOVERNMENT_READ = "government.read"
    GOVERNMENT_EDIT = "government.edit"
    GOVERNMENT_DOCUMENTS = "government.documents"
    GOVERNMENT_MANAGE = "government.manage"
    UNIT_READ = "unit.read"
    UNIT_EDIT = "unit.edit"
    USER_READ = "user.read"
    USER_INVITE = "user.invite"
    USER_MANAGE = "user.manage"
    AUDIT_READ = "audit.read"
    # Instrument
    INSTRUMENT_READ = "instrument.read"
    INSTRUMENT_PUBLISH = "instrument.publish"
    # Assessment
    ROUND_MANAGE = "round.manage"
    ROUND_SCHEDULE = "round.schedule"
    ASSESSMENT_READ = "assessment.read"
    ASSESSMENT_FILL = "assessment.fill"
    ASSESSMENT_HAND_OVER = "assessment.hand_over"
    ASSESSMENT_CONTRIBUTE = "assessment.contribute"
    ASSESSMENT_DISCUSS = "assessment.discuss"
    ASSESSMENT_ANSWER_QUESTIONS = "assessment.answer_questions"
    ASSESSMENT_FILL_GOVERNMENT = "assessment.fill_government"
    ASSESSMENT_BOARD = "assessment.board"
    ASSESSMENT_VERIFY = "assessment.verify"
    ASSESSMENT_SCORE_MINISTRY = "assessment.score_ministry"
    ASSESSMENT_SAMPLE = "assessment.sample"
    EVIDENCE_READ = "evidence.read"
    SCORES_READ = "scores.read"
    # Complaints
    COMPLAINT_READ = "complaint.read"
    COMPLAINT_READ_TEXT = "complaint.read_text"
    COMPLAINT_IMPORT = "complaint.import"
    COMPLAINT_ENTER = "complaint.enter"
    COMPLAINT_HANDLE = "complaint.handle"
    COMPLAINT_EDIT = "complaint.edit"
    COMPLAINT_FIGURES = "complaint.figures"
    PUBLISHED_READ = "published_total.read"
    PUBLISHED_EDIT = "published_total.edit"
    COMPLAINT_RETENTION = "complaint.retention"
    COMPLAINT_ACCESS_LOG = "complaint.access_log"
    TEXT_ACCESS_COUNT = "text_access.count"
    COMPLAINT_REPORTER_READ = "complaint.reporter_read"
    COMPLAINT_REPORTER_DECIDE = "complaint.reporter_decide"
    PROBLEM_SETTLE = "complaint.settle_problem"
    # Applications of local channels
    CHANNEL_MANAGE = "channel.manage"
    CHANNEL_PUSH = "channel.push"
    CHANNEL_FIGURES = "channel.figures"
    # Calendar
    CALENDAR_READ = "calendar.read"
    CALENDAR_EDIT = "calendar.edit"
    LOCAL_HOLIDAY_EDIT = "calendar.local_holiday"
    # Plan
    PROPOSAL_READ = "proposal.read"
    PROPOSAL_EDIT = "proposal.edit"
    PLAN_READ = "plan.read"
    PLAN_DISCUSS = "plan.discuss"
    PLAN_EDIT = "plan.edit"
    PLAN_APPROVE = "plan.approve"
    PLAN_SUBMIT = "plan.submit"
    PLAN_ANSWER_COMMENT = "plan.answer_comment"
    TEMPLATE_READ = "template.read"
    TEMPLATE_EDIT = "template.edit"
    REVIEW_QUEUE = "review.queue"
    REVIEW_COMMENT = "review.comment"
    REVIEW_DECIDE = "review.decide"
    REVIEW_ASSIGN = "review.assign"
    REVIEW_SAMPLE = "review.sample"
    RECOMMEND = "plan.recommend"
    FINDING_ATTACH = "plan.finding"
    PROGRESS_READ = "progress.read"
    PROGRESS_EDIT = "progress.edit"
    PROGRESS_MANAGE = "progress.manage"
    ADDENDUM_PROPOSE = "progress.propose_addendum"
    ADDENDUM_DECIDE = "progress.decide_addendum"
    PRACTICE_READ = "practice.read"
    DASHBOARD_READ = "dashboard.read"
    # Documents
    REPORT_READ = "report.read"
    REPORT_CREATE = "report.create"
    REPORT_SIGN = "report.sign"
    LETTER_SIGN = "report.sign_letter"


PERMISSION_LABELS: dict[Permission, LazyString] = {
    Permission.HOME: _l("Membuka halaman awal"),
    Permission.ACCOUNT: _l("Mengatur akun sendiri: sandi dan verifikasi dua langkah"),
    Permission.INBOX_READ: _l("Membaca pemberitahuan sendiri"),
    Permission.JOB_READ: _l("Melihat kemajuan pekerjaan yang dimulai sendiri"),
    Permission.JOB_OVERSEE: _l("Melihat dan menghentikan pekerjaan yang dimulai orang lain"),
    Permission.FILE_READ: _l("Mengunduh berkas yang boleh dilihat"),
    Permission.POLICY_READ: _l("Melihat halaman Siapa boleh apa"),
    Permission.HELP_READ: _l("Membaca bantuan"),
    Permission.COMPONENTS_READ: _l("Melihat contoh komponen antarmuka"),
    Permission.GOVERNMENT_READ: _l("Melihat data pemerintah daerah"),
    Permission.GOVERNMENT_EDIT: _l(
        "Mengubah pengaturan pemerintah daerah: lambang, zona waktu, sebutan unit"
    ),
    Permission.GOVERNMENT_DOCUMENTS: _l("Mengatur kop surat, penanda tangan, kertas, dan warna dokumen"),
    Permission.GOVERNMENT_MANAGE: _l("Mengelola daftar pemerintah daerah"),
    Permission.UNIT_READ: _l("Melihat daftar OPD"),
    Permission.UNIT_EDIT: _l("Mengubah daftar OPD dan nama lainnya"),
    Permission.USER_READ: _l("Melihat daftar pengguna"),
    Permission.USER_INVITE: _l("Mengundang pengguna"),
    Permission.USER_MANAGE: _l("Menonaktifkan pengguna dan mengubah penugasan"),
    Permission.AUDIT_READ: _l("Membaca jejak audit"),
    Permission.INSTRUMENT_READ: _l("Membaca instrumen"),
    Permission.INSTRUMENT_PUBLISH: _l("Menerbitkan versi instrumen"),
    Permission.ROUND_MANAGE: _l("Membuka, memperpanjang, dan menutup putaran asesmen"),
    Permission.ROUND_SCHEDULE: _l("Menjadwalkan penutupan putaran asesmen per provinsi"),
    Permission.ASSESSMENT_READ: _l("Melihat jawaban asesmen"),
    Permission.ASSESSMENT_FILL: _l("Mengisi dan mengirim asesmen OPD"),
    Permission.ASSESSMENT_HAND_OVER: _l("Menyerahkan indikator kepada kolega lewat tautan"),
    Permission.ASSESSMENT_CONTRIBUTE: _l("Mengisi indikator yang diserahkan kepadanya, dan hanya itu"),
    Permission.ASSESSMENT_DISCUSS: _l("Bertanya dan menjawab pada indikator asesmen"),
    Permission.ASSESSMENT_ANSWER_QUESTIONS: _l("Menjawab pertanyaan OPD, juga sekali untuk semua OPD"),
    Permission.ASSESSMENT_FILL_GOVERNMENT: _l("Mengisi indikator tingkat pemerintah daerah"),
    Permission.ASSESSMENT_BOARD: _l("Melihat papan kemajuan semua OPD"),
    Permission.ASSESSMENT_VERIFY: _l("Memverifikasi atau mengembalikan jawaban"),
    Permission.ASSESSMENT_SCORE_MINISTRY: _l("Memberi nilai kementerian"),
    Permission.ASSESSMENT_SAMPLE: _l("Mengundi sampel jawaban yang sudah diverifikasi dan mencatat hasilnya"),
    Permission.EVIDENCE_READ: _l("Membuka bukti dukung"),
    Permission.SCORES_READ: _l("Melihat indeks dan cara hitungnya"),
    Permission.COMPLAINT_READ: _l("Melihat daftar pengaduan"),
    Permission.COMPLAINT_READ_TEXT: _l("Membaca isi pengaduan"),
    Permission.COMPLAINT_IMPORT: _l("Mengimpor pengaduan"),
    Permission.COMPLAINT_ENTER: _l("Mencatat pengaduan untuk OPD mana pun"),
    Permission.COMPLAINT_HANDLE: _l("Menindaklanjuti pengaduan"),
    Permission.COMPLAINT_EDIT: _l("Memeriksa dan menyalurkan pengaduan"),
    Permission.COMPLAINT_FIGURES: _l("Melihat angka pengaduan"),
    Permission.PUBLISHED_READ: _l("Melihat angka pengaduan yang pernah terbit, di samping register"),
    Permission.PUBLISHED_EDIT: _l("Mencatat angka pengaduan yang pernah terbit"),
    Permission.COMPLAINT_RETENTION: _l("Mengatur masa simpan isi pengaduan"),
    Permission.COMPLAINT_ACCESS_LOG: _l("Melihat siapa membuka isi pengaduan"),
    Permission.TEXT_ACCESS_COUNT: _l("Melihat berapa kali isi pengaduan dibuka, tanpa isinya"),
    Permission.COMPLAINT_REPORTER_READ: _l("Membuka identitas pelapor, bila pemerintah daerah menyimpannya"),
    Permission.COMPLAINT_REPORTER_DECIDE: _l("Memutuskan apakah identitas pelapor disimpan"),
    Permission.PROBLEM_SETTLE: _l("Mencari masalah berulang dan memutuskan tindak lanjutnya"),
    Permission.CHANNEL_MANAGE: _l("Menghubungkan aplikasi kanal: kunci API dan pemberitahuan otomatis"),
    Permission.CHANNEL_PUSH: _l("Mengirim pengaduan lewat API dan menanyakan kemajuannya"),
    Permission.CHANNEL_FIGURES: _l("Mengambil angka pengaduan lewat API"),
    Permission.CALENDAR_READ: _l("Melihat kalender hari kerja"),
    Permission.CALENDAR_EDIT: _l("Mengubah kalender hari kerja nasional dan tenggat"),
    Permission.LOCAL_HOLIDAY_EDIT: _l("Menetapkan hari libur daerah sendiri"),
    Permission.PROPOSAL_READ: _l("Melihat usulan kegiatan OPD"),
    Permission.PROPOSAL_EDIT: _l("Mengusulkan kegiatan untuk OPD sendiri"),
    Permission.PLAN_READ: _l("Membaca rencana aksi"),
    Permission.PLAN_DISCUSS: _l("Membahas naskah rencana aksi di dalam pemerintah daerah"),
    Permission.PLAN_EDIT: _l("Menyusun dan mengubah rencana aksi"),
    Permission.PLAN_APPROVE: _l("Menyetujui rencana aksi sebelum dikirim"),
    Permission.PLAN_SUBMIT: _l("Mengirim rencana aksi ke kementerian"),
    Permission.PLAN_ANSWER_COMMENT: _l("Menjawab catatan telaah"),
    Permission.TEMPLATE_READ: _l("Melihat templat naskah kementerian dan templat sendiri"),
    Permission.TEMPLATE_EDIT: _l("Menulis dan menerbitkan templat naskah"),
    Permission.REVIEW_QUEUE: _l("Melihat antrean telaah"),
    Permission.REVIEW_COMMENT: _l("Memberi catatan telaah"),
    Permission.REVIEW_DECIDE: _l("Menerima atau mengembalikan rencana aksi"),
    Permission.REVIEW_ASSIGN: _l("Membagi antrean telaah kepada penelaah"),
    Permission.REVIEW_SAMPLE: _l("Menarik sampel telaah yang selesai dan membacanya untuk kedua kali"),
    Permission.RECOMMEND: _l("Memberi rekomendasi sebagai pembina provinsi"),
    Permission.FINDING_ATTACH: _l("Melampirkan temuan pada baris rencana"),
    Permission.PROGRESS_READ: _l("Melihat capaian triwulan"),
    Permission.PROGRESS_EDIT: _l("Melaporkan capaian triwulan"),
    Permission.PROGRESS_MANAGE: _l("Membuka dan menutup triwulan, memeriksa laporan capaian"),
    Permission.ADDENDUM_PROPOSE: _l("Mengusulkan perubahan target setelah rencana aksi diterima"),
    Permission.ADDENDUM_DECIDE: _l("Memutuskan usulan perubahan target"),
    Permission.PRACTICE_READ: _l(
        "Membaca praktik baik dari rencana aksi yang diterima, dari daerah mana pun"
    ),
    Permission.DASHBOARD_READ: _l("Melihat dasbor pimpinan"),
    Permission.REPORT_READ: _l("Mengunduh dokumen"),
    Permission.REPORT_CREATE: _l("Membuat dokumen"),
    Permission.REPORT_SIGN: _l("Membubuhkan tanda tangan pada dokumen pemerintah daerah sendiri"),
    Permission.LETTER_SIGN: _l("Membubuhkan tanda tangan pada surat kementerian"),
}
