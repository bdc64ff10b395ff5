"""The fault suite: three processes of Collab, killed and cut off at random, and what is left to see afterwards.

One run is one seed. `tests.faults.plans` makes a plan of it, `tests.faults.running` carries it out, and
`tests.faults.comparing` says how what Slack shows differs from what the database says: in no way.
"""
