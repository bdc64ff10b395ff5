"""How tests and the demo use the playground: people who type, click, fill in and react, and what they see."""
