"""Handing files out. Always as a download: nothing that a stranger uploaded is ever shown inside the site."""

from flask import Flask, Response, abort, g, send_file

from app.files.actions import blob_store
from app.files.models import StoredFile

# Should a browser show it all the same, it runs nothing, loads nothing, and counts as a foreign site.
SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"


def send(record: StoredFile) -> Response:
    """The response that downloads a file; 404 if its blob is gone. The view has checked the right to read it."""
    try:
        content = blob_store().open(record.blob)
    except FileNotFoundError:
        abort(404)
    response = send_file(
        content,
        mimetype=record.media_type,
        as_attachment=True,
        download_name=record.original_name,
        etag=record.sha256,
        max_age=0,
        conditional=False,
    )
    response.content_length = record.size
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    g.is_download = True
    return response


def register(app: Flask) -> None:
    """Put the sandbox on downloads.

    Functions registered early see a response last: this one speaks after the policy that pages get.
    """

    @app.after_request
    def _sandbox(response: Response) -> Response:
        if g.get("is_download", False):
            response.headers["Content-Security-Policy"] = SANDBOX
        return response
