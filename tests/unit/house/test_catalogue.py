"""Every sentence of the interface has its English counterpart, with the same blanks to fill."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

APP = Path(__file__).parents[3] / "app"
CATALOGUE = APP / "translations" / "en" / "LC_MESSAGES" / "messages.po"
METHODS = [("**/templates/**.html", "jinja2"), ("**.py", "python")]
BLANK = re.compile(r"%(?:\((\w+)\))?[sd]")


def sentences() -> set[str]:
    """The message ids that the code says; of a plural, its first form."""
    found = extract_from_dir(APP, METHODS, keywords={**DEFAULT_KEYWORDS, "_l": None})
    return {ids if isinstance(ids, str) else ids[0] for _file, _line, ids, _comments, _context in found}


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en")


def translated(message: Message | None) -> list[str]:
    """The English forms of a message, none if it has no translation."""
    if message is None or not message.string:
        return []
    return [message.string] if isinstance(message.string, str) else list(message.string)


def pairs(catalogue: Catalog) -> list[tuple[str, str]]:
    """Every English form beside its original; of a plural, singular beside singular."""
    return [
        (original, form)
        for message in catalogue
        if message.id
        for original, form in zip(originals(message), translated(message), strict=True)
    ]


def originals(message: Message) -> list[str]:
    """The Indonesian forms of a message."""
    return [message.id] if isinstance(message.id, str) else list(message.id)


def test_every_sentence_is_in_the_english_catalogue(catalogue: Catalog) -> None:
    missing = sorted(sentence for sentence in sentences() if not any(translated(catalogue.get(sentence))))
    assert not missing, f"{len(missing)} sentences without English: {missing[:20]}"


def test_the_catalogue_keeps_nothing_that_nobody_says(catalogue: Catalog) -> None:
    said = sentences()
    kept = {
        message.id if isinstance(message.id, str) else message.id[0] for message in catalogue if message.id
    }
    assert not sorted(kept - said)


def test_translations_have_the_blanks_of_their_originals(catalogue: Catalog) -> None:
    wrong = [
        (original, form)
        for original, form in pairs(catalogue)
        if set(BLANK.findall(original)) != set(BLANK.findall(form))
    ]
    assert not wrong


def test_nothing_is_marked_doubtful(catalogue: Catalog) -> None:
    assert not [message.id for message in catalogue if message.id and message.fuzzy]


def test_maturity_has_one_word():
    """*Level*, as the glossary says; *tingkat* is kept for whom an indicator is about, and for importance."""
    other = re.compile(
        r"\b(lima|pilih|satu|kegiatan|target) tingkat\b|\btingkat (\d|%\(|yang|kematangan|kegiatan|OPD|saat)",
        re.IGNORECASE,
    )
    assert not sorted(sentence for sentence in sentences() if other.search(sentence))


def test_a_kind_of_opd_is_not_called_a_part(catalogue):
    from app.organisations.labels import UNIT_KINDS
    from app.organisations.models import UnitKind

    assert catalogue.get(UNIT_KINDS[UnitKind.BAGIAN]._args[0]).string == "Bagian (section)"
