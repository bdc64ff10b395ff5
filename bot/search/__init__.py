"""From what somebody typed to the items that fit: query language, shorthand, spelling, ranking."""
