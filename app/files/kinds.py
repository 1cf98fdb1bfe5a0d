"""Which kinds of file are accepted, and for what. Plain data; the content decides the kind, never the name."""

from enum import StrEnum


class FileKind(StrEnum):
    """A kind of file that can be recognised by its content."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    HEIC = "heic"  # photos of iPhones; kept as JPEG
    XLSX = "xlsx"
    DOCX = "docx"
    CSV = "csv"
    ODS = "ods"
    ZIP = "zip"  # of workbooks; and of documents that Renaksi made itself


class Purpose(StrEnum):
    """What a file was given for. It decides which kinds are accepted."""

    EVIDENCE = "evidence"  # attached to an answer or to reported progress
    IMPORT = "import"  # a table to read rows from
    WORKBOOK = "workbook"  # what Renaksi handed out to be filled in, brought back
    WORKBOOKS = "workbooks"  # several of them at once, or a ZIP of them
    PACKED = "packed"  # workbooks that Renaksi made, in one ZIP to be downloaded
    COMPLAINTS = "complaints"  # such a table, also as LibreOffice keeps it
    LOGO = "logo"  # the government's coat of arms on documents
    DOCUMENT = "document"  # made by Renaksi itself
    SIGNED = "signed"  # the scan of a document that was signed on paper


MEDIA_TYPES: dict[FileKind, str] = {
    FileKind.PDF: "application/pdf",
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.HEIC: "image/heic",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.CSV: "text/csv",
    FileKind.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    FileKind.ZIP: "application/zip",
}

# The first spelling is the one a name gets when its own does not fit the content.
EXTENSIONS: dict[FileKind, tuple[str, ...]] = {
    FileKind.PDF: (".pdf",),
    FileKind.JPEG: (".jpg", ".jpeg"),
    FileKind.PNG: (".png",),
    FileKind.HEIC: (".heic", ".heif"),
    FileKind.XLSX: (".xlsx",),
    FileKind.DOCX: (".docx",),
    FileKind.CSV: (".csv", ".txt"),
    FileKind.ODS: (".ods",),
    FileKind.ZIP: (".zip",),
}

_MADE = frozenset({FileKind.PDF, FileKind.JPEG, FileKind.PNG, FileKind.XLSX, FileKind.DOCX})

ACCEPTED: dict[Purpose, frozenset[FileKind]] = {
    Purpose.EVIDENCE: _MADE | {FileKind.HEIC},
    Purpose.IMPORT: frozenset({FileKind.XLSX, FileKind.CSV}),
    Purpose.WORKBOOK: frozenset({FileKind.XLSX, FileKind.ODS}),
    Purpose.WORKBOOKS: frozenset({FileKind.XLSX, FileKind.ODS, FileKind.ZIP}),
    Purpose.PACKED: frozenset(),
    Purpose.COMPLAINTS: frozenset({FileKind.XLSX, FileKind.ODS, FileKind.CSV}),
    Purpose.LOGO: frozenset({FileKind.PNG, FileKind.JPEG}),
    Purpose.DOCUMENT: _MADE,
    Purpose.SIGNED: frozenset({FileKind.PDF}),
}
