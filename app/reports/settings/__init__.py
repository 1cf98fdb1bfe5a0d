"""The page on which a government says how its documents look, with a preview of what is not saved yet."""
