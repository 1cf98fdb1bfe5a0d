"""The blueprint that the modules of this folder fill."""

from flask import Blueprint

bp = Blueprint("complaints", __name__, url_prefix="/pengaduan", template_folder="../templates")
