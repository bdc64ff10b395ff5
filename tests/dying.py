"""Processes that die in the middle of something."""


class Died(BaseException):
    """The process is gone: nobody catches it, and nothing after it is done."""
