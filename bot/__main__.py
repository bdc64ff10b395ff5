"""`python -m bot` is `collab`."""

from bot.cli import main

main()
