"""`make bench-search`: how well Collab finds, beside other search engines. Writes its part of docs/performance.md."""
