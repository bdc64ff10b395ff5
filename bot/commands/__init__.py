"""What the verbs of the `collab` command do, one module a group."""
