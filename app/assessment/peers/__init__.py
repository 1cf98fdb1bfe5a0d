"""Where an OPD or a government stands among its like, without saying anything of a single one of them."""
