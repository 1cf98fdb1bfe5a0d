"""Numbers of documents: given once, from a pattern or typed, kept in a book in which nothing is written over."""
