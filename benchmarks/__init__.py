"""`make bench`: how quick Collab is, measured beside a Bolt app that does nothing. Writes docs/performance.md."""
