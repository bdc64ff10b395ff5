"""Slack's Web API: the methods a bot calls."""
