"""`/templat-naskah`: what the chapters of plans begin with, in versions; and a newer version beside a plan."""
