"""Channels' subscriptions to the digest."""

from sqlalchemy.orm import Session


class Digests:
    """One workspace's digest subscriptions, valid while its transaction is open."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self._session = session
        self._workspace = workspace_id
