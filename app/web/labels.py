"""Words of the shared interface that stand in Python."""

from flask_babel import lazy_gettext as _l

MENU_HOME = _l("Beranda")
MENU_HELP = _l("Bantuan")
MENU_COMPONENTS = _l("Contoh komponen")
