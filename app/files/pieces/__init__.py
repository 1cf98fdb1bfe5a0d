"""Uploads in pieces: a dropped line loses one piece, not the file. What is whole goes the way of every other file.

The pieces lie in the store of `FILES_URL` under `uploads/`, so that any host may take the next one. They are no files
yet: type, size and content are judged when the file is whole, by `store`.
"""

from app.files.pieces.actions import (
    OutOfStep,
    PiecesGone,
    Whole,
    add_piece,
    begin_upload,
    finish_upload,
    sweep_uploads,
)
from app.files.pieces.models import Upload

__all__ = [
    "OutOfStep",
    "PiecesGone",
    "Upload",
    "Whole",
    "add_piece",
    "begin_upload",
    "finish_upload",
    "sweep_uploads",
]
