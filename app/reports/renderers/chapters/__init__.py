"""A document made of chapters: each laid out by itself, kept by the hash of what it was made from, joined at the end.

`cut.py` says what a chapter is, `rendering.py` lays one out, `folding.py` trims its tags, `keeping.py` remembers it,
`process.py` and `crew.py` have processes that do it, `making.py` leads the work, `joining.py` and its neighbours put
the pages together.
"""
