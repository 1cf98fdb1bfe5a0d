"""Everything that people read comes from the catalogues: no word of template, module, mail or script stands outside.

What running pages show is looked at in `tests/access/test_words_of_pages.py`.
"""

from fnmatch import fnmatch

import pytest
from babel.messages.pofile import read_po

from tests.outside_catalogue import APP, ROOT, Found, in_python, in_script, in_templates
from tests.unit.house.test_catalogue import CATALOGUE

pytestmark = pytest.mark.unit

# Files whose words are no text of the interface, and why.
FILES = {
    "app/cli/*": "commands speak to operators at a terminal",
    "app/cli/demo/*": "the demonstration: what people of a regency would have typed",
    "app/web/sample_data.py": "the living page of components: sample words, for who builds pages",
    "app/web/templates/web/samples/components.html": "the living page of components",
    "app/plans/sample_figures.py": "the preview of a template shows an example regency",
    "app/api/v1/examples.py": "examples of what a channel sends and gets, as the data are",
    "app/complaints/import_formats/*": "words that are recognised in files",
    "app/complaints/masking/*": "words that are recognised in texts",
    "app/complaints/unit_matching.py": "names of offices that are recognised",
    "app/complaints/routes/maps.py": "the beginnings of official names, cut off for a small tile",
    "app/web/glossary_terms.py": "words that are recognised in texts; their meanings come from the catalogue",
    "app/organisations/rules/unit_table.py": "headings that are recognised in lists of OPD",
    "app/plans/fitting/*": "words that are recognised in chapters",
    "app/plans/compile/gaps.py": "words that are recognised in library actions",
    "app/plans/compile/similar.py": "words that are recognised in activities",
    "app/plans/queries/parties.py": "the parties as the instrument names them",
    # The plan is an official document in Indonesian: its lines are content that people go on writing.
    "app/plans/compile/wording.py": "the text of proposed lines, content of the plan",
    "app/complaints/actions/calendar.py": "the basis of a deadline, stored as a coordinator would type it",
}
# Words that are the same in every language, or that a program reads: where they stand, and why.
WORDS = {
    "Renaksi": "the product's name",
    "Renaksi – Renaksi": "the product's name",
    "Bahasa Indonesia": "each language is called by its own name",
    "English": "each language is called by its own name",
    "HTTP": "a protocol",
    "(HTTP": "a protocol",
    "Webhook": "the name of a class",
    "Level": "the name of a class",
    "Format": "a name in __all__",
    "Data": "a relation that PDF/A-3 knows",
    "Target": "an attribute of XML",
    "Content-Type": "a header",
    "Asia/Jakarta": "the name of a time zone",
    "compendium": "a class of the paper's look",
    "onepage onepage--": "a class of the paper's look",
    "volume": "a class of the paper's look",
    "Date": "an attribute's name",
    "Daftar": "the name of a sheet that rules refer to",
    "Jawaban": "the name of a sheet that the upload looks for",
    "Matriks": "the name of a sheet that the upload looks for",
    "Versi": "the name of a sheet that the upload looks for",
    "pemerintah daerah": "a key on the hidden sheet",
    "Ditolak": "the name of a sheet that the upload looks for",
    "Register daerah": "the name of a source, stored with each complaint",
    "Nama OPD": "a heading that the upload looks for",
    "Jenis": "a heading that the upload looks for",
    "Singkatan": "a heading that the upload looks for",
    "Nama lain": "a heading that the upload looks for",
    "Status": "a heading that the upload looks for",
    "Kabupaten": "the beginning of official names, taken off",
    "Kecamatan": "the beginning of official names, taken off",
    "Rencana Aksi SP4N-LAPOR!": "the title that a plan is offered: content, in the language of the plan",
    "Tahun": "the title that a plan is offered",
}
CHANNELS = {"Datang langsung", "Surat", "Telepon", "Kotak saran", "Media sosial", "Lainnya"}
KEYS = {"Enter", "Escape", "Tab", "Home", "End", "Delete", "Backspace"}  # as browsers name them


def outside(found: list[Found]) -> list[Found]:
    """What is left without what stands in the lists above."""
    return [
        each
        for each in found
        if not any(fnmatch(each.file, pattern) for pattern in FILES) and each.words not in WORDS
    ]


def read(folder, pattern, look):
    """What `look` finds in the files of a folder."""
    return [
        found
        for path in sorted(folder.rglob(pattern))
        for found in look(path.read_text(encoding="utf-8"), str(path.relative_to(ROOT)))
    ]


def said():
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="en")
    return {each.id if isinstance(each.id, str) else each.id[0] for each in catalogue if each.id}


def test_no_template_has_words_of_its_own():
    found = [*read(APP, "templates/**/*.html", in_templates), *read(APP, "templates/**/*.txt", in_templates)]
    assert not outside(found), "\n".join(map(str, outside(found)))


def test_no_module_has_sentences_of_its_own():
    known = said()
    found = read(APP, "*.py", lambda source, name: in_python(source, name, known.__contains__))
    left = [
        each
        for each in outside(found)
        if not (each.file == "app/complaints/labels/handling.py" and each.words in CHANNELS)  # stored as such
        and "<p>Menghangatkan" not in each.words  # printed for nobody
    ]
    assert not left, "\n".join(map(str, left))


def test_no_script_has_words_of_its_own():
    left = [each for each in outside(read(APP / "static/own", "*.js", in_script)) if each.words not in KEYS]
    assert not left, "\n".join(map(str, left))


def test_every_exception_is_still_needed():
    """A list that is longer than what it excuses would hide the next word."""
    known = said()
    found = [
        *read(APP, "templates/**/*.html", in_templates),
        *read(APP, "templates/**/*.txt", in_templates),
        *read(APP, "*.py", lambda source, name: in_python(source, name, known.__contains__)),
        *read(APP / "static/own", "*.js", in_script),
    ]
    idle = [pattern for pattern in FILES if not any(fnmatch(each.file, pattern) for each in found)]
    elsewhere = [each for each in found if not any(fnmatch(each.file, pattern) for pattern in FILES)]
    assert not idle
    assert not sorted(WORDS.keys() - {each.words for each in elsewhere})


@pytest.mark.parametrize(
    "template",
    [
        "<p>Simpan</p>",
        '<a href="/" title="Buka halaman">{{ icon("x") }}</a>',
        '<img alt="Gambar {{ n }}">',
        '<button aria-label="Tutup">×</button>',
        '<input type="submit" value="Kirim">',
        '<input placeholder="Ketik nama">',
        '{{ link_button("Kembali", "/") }}',
        '{% set lead = "Belum ada jawaban" %}',
        '{{ _("Baik") ~ " dari semua" }}',
        '{{ badge("Terlambat" if late else _("Baru")) }}',
        "{% if late %}Terlambat{% endif %}",
    ],
)
def test_words_of_a_template_are_found(template):
    assert list(in_templates(template, "x.html"))


@pytest.mark.parametrize(
    "template",
    [
        '<p>{{ _("Simpan") }}</p>',
        '<p class="r-muted small">{{ ngettext("%(num)s jawaban", "%(num)s jawaban", n) }} · 3</p>',
        '{% if state == "Terlambat" %}<hr>{% endif %}',
        "<code>flask seed demo</code>",
        '{% include "Bagian.html" %}',
        "{# Catatan bagi yang menulis halaman #}",
    ],
)
def test_what_is_translated_or_never_read_is_left_alone(template):
    assert not list(in_templates(template, "x.html"))


@pytest.mark.parametrize(
    "source",
    [
        'flash("Jawaban sudah disimpan.")',
        'raise ValidationError("Isian ini wajib dan belum diisi")',
        'field = StringField("Simpan")',
        'text = f"Masih {n} jawaban yang belum lengkap"',
    ],
)
def test_sentences_of_a_module_are_found(source):
    assert list(in_python(source, "x.py", {"Simpan"}.__contains__))


@pytest.mark.parametrize(
    "source",
    [
        'flash(_("Jawaban sudah disimpan."))',
        '"""Jawaban yang sudah disimpan."""',
        'x = "an error of the program"',
    ],
)
def test_what_a_module_translates_is_left_alone(source):
    assert not list(in_python(source, "x.py", {"Simpan"}.__contains__))


@pytest.mark.parametrize(
    "source", ['say("Tidak ditemukan")', "say(`Ketik ${n} huruf`)", "say('tulis di sini untuk mencari')"]
)
def test_words_of_a_script_are_found(source):
    assert list(in_script(source, "x.js"))


def test_comments_and_names_of_a_script_are_left_alone():
    source = '// Tidak ditemukan\nconst a = "btn btn-link"; /* Tidak ada */ const b = `${x} (${y})`;'
    assert not list(in_script(source, "x.js"))
