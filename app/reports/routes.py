"""Pages of documents."""

from flask import Blueprint

bp = Blueprint("reports", __name__, template_folder="templates", url_prefix="/laporan")
