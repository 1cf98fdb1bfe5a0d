"""Files with complaints, from wherever they come: read, recognised, and turned row by row into complaints or problems.

Everything here is pure except `reader` and its two readers, which open a file. To add a format, write one
module beside `lapor_v1.py` and name it in `FORMATS`; a sample and its broken twin in
`tests/samples/complaints` show that it is complete.
"""

from app.complaints.import_formats import generic_v1, lapor_v1
from app.complaints.import_formats.fields import ImportFormat

# In the order in which they are asked whether a file is theirs.
FORMATS: dict[str, ImportFormat] = {module.FORMAT.name: module.FORMAT for module in (lapor_v1, generic_v1)}

__all__ = ["FORMATS", "ImportFormat"]
