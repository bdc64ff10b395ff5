"""Search by meaning: a sentence model turns texts into vectors, and texts that mean much the same lie close."""
