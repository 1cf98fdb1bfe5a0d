"""The product as gunicorn serves it in a scratch installation."""

import os
from pathlib import Path

from bench.place import FOLDER, build

app = build(Path(os.environ[FOLDER]))
