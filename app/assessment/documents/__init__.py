"""Documents that prove answers: one at several answers of an OPD, with a period and its earlier versions."""
