"""Notices become Slack messages, each exactly once, with any number of processes."""

from bot.delivery.delivery import Delivery

__all__ = ["Delivery"]
