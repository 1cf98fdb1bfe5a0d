"""The OPD of a government: list, other spellings, standard lists, upload."""
