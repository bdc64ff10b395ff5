"""Collab: a Slack bot that helps councils find each other and work together."""
