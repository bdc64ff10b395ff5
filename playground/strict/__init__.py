"""What Slack refuses: block limits, views, messages and missing scopes, in its own words and codes."""
