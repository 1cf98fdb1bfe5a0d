"""HTML of a document to Word, so that an office can go on in it: real styles, headings, contents, repeated table heads.

It reads the same HTML that the PDF is laid out from, and nothing else: no address in it is opened. Drawings stay out,
because their figures stand in the tables beside them; a sentence says so where they would be.
"""

from app.reports.renderers.word.document import render_docx

__all__ = ["render_docx"]
