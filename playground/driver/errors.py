"""What the driver says when a test asks for what is not there."""


class NotOnScreen(AssertionError):
    """A person would not find this on the screen; the words say what they would see instead."""


class NoAnswer(AssertionError):
    """The app showed nothing of this kind in time."""
