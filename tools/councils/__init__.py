"""Compiling the list of councils that ships with the bot."""
