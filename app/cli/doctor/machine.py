"""What the system brings: libmagic for uploads, Pango and fonts for documents."""

import shutil
import subprocess
from io import BytesIO

from app.cli.doctor.finding import Doubtful, NotAsked, Wrong

FAMILY = "Noto Sans"
PAGE = (
    '<!doctype html><html lang="id"><head><title>Contoh</title><style>p{font-family:"Renaksi Serif"}</style>'
    "</head><body><p>Contoh</p></body></html>"
)


def libmagic() -> str:
    """Recognises a PDF by its content."""
    import magic

    said = magic.from_buffer(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", mime=True)
    if said != "application/pdf":
        raise Wrong(f"libmagic calls a PDF {said}; is its data file there (Debian: libmagic-mgc)?")
    return "a PDF is recognised by its content"


def pdf() -> str:
    """Makes a page and finds the package's own letters in it."""
    import pikepdf
    import weasyprint

    from app.reports.renderers.pdf import render_pdf

    made = render_pdf(PAGE, ("fonts.css",), variant=None)
    with pikepdf.open(BytesIO(made)) as document:
        fonts = [str(font.BaseFont) for font in document.pages[0].Resources.Font.values()]
    if not any("Renaksi" in name for name in fonts):
        raise Wrong(f"documents do not get the letters of the package, but {', '.join(fonts) or 'none'}")
    return f"WeasyPrint {weasyprint.__version__}, {fonts[0].partition('+')[2]}"


def previews() -> str:
    """Pages become pictures for the preview of the settings of documents."""
    found = shutil.which("pdftoppm")
    if found is None:
        raise Doubtful("pdftoppm is missing (Debian: poppler-utils); settings of documents show no preview")
    return found


def fonts() -> str:
    """The machine has letters for scripts that the package lacks."""
    if shutil.which("fc-match") is None:
        raise NotAsked("fc-match is not installed (Debian: fontconfig)")
    found = subprocess.run(
        ["fc-match", "--format=%{family}", FAMILY], capture_output=True, text=True, check=False
    )
    if FAMILY not in found.stdout:
        raise Doubtful(
            f"{FAMILY} is missing (Debian: fonts-noto-core); signs of other scripts may come out empty"
        )
    return found.stdout.partition(",")[0]
