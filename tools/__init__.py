"""What is run by hand, now and then, to make what the bot ships with."""
