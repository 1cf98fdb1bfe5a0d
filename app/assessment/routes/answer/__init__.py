"""The page of one answer: reading, saving by hand, saving by itself, evidence."""
