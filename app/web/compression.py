"""Pages leave the house gzip-compressed: many offices read them over a poor line, and no reverse proxy is required.

Compressing a page that holds a token invites the BREACH attack; each answer therefore carries a file name of random
length in its gzip header ("heal the BREACH"), which blurs the length that the attack measures.
"""

import gzip
import secrets
from io import BytesIO

from flask import Flask, Response, request

COMPRESSIBLE = frozenset(
    {
        "text/html",
        "text/plain",
        "text/csv",
        "application/json",
        "application/problem+json",
        "image/svg+xml",
    }
)
SMALLEST = 860  # bytes; below that a packet is a packet
LONGEST_NAME = 64


def compressed(content: bytes) -> bytes:
    """The gzip form of `content`, of a length that varies from call to call."""
    target = BytesIO()
    name = secrets.token_hex(LONGEST_NAME // 2)[: secrets.randbelow(LONGEST_NAME) + 1]
    with gzip.GzipFile(filename=name, mode="wb", compresslevel=6, fileobj=target, mtime=0) as stream:
        stream.write(content)
    return target.getvalue()


def register(app: Flask) -> None:
    """Compress what the client accepts compressed."""

    @app.after_request
    def _compress(response: Response) -> Response:
        if response.mimetype not in COMPRESSIBLE or response.direct_passthrough or response.is_streamed:
            return response
        response.vary.add("Accept-Encoding")
        if (
            not request.accept_encodings.quality("gzip")
            or "Content-Encoding" in response.headers
            or response.status_code in (204, 304)
            or (response.content_length or 0) < SMALLEST
        ):
            return response
        response.set_data(compressed(response.get_data()))
        response.headers["Content-Encoding"] = "gzip"
        if "ETag" in response.headers:
            response.set_etag(response.get_etag()[0] or "", weak=True)
        return response
