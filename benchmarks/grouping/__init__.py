"""How well, and how quickly, contributions are grouped."""
