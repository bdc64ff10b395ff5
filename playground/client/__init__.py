"""What Slack's client does for a person: say, run, click, fill, react. The page and the tests both use it."""
