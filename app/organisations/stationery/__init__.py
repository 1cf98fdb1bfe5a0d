"""How a government's documents look: letterhead, paper, colour, who signs."""
