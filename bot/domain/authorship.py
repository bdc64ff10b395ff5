"""Who wrote something in a workshop, as it is kept: openly, or so that only its author can be known again."""

import hashlib
import hmac

from bot.domain.workshops import Workshop


class Authorship:
    """Makes what is kept in the place of an author's name.

    In an anonymous workshop that is a keyed hash (HMAC-SHA256). Its key is made from a secret that no database holds,
    for each workspace and each workshop: so the author, coming back, is known again, and nobody can be found by trying
    every member's id or by comparing two workshops.
    """

    def __init__(self, secret: bytes) -> None:
        if not secret:
            raise ValueError("there must be a secret")
        self._secret = secret

    def author(self, workspace: str, workshop: Workshop, member_id: str) -> str:
        """What is kept for a member."""
        if not workshop.settings.anonymous:
            return member_id
        return self._keyed(workspace, workshop.id, f"author:{member_id}")

    def request(self, workspace: str, workshop_id: int, request: str) -> str:
        """What is kept of a form or a reply, so that it is known when it comes again; it leads to nobody."""
        return self._keyed(workspace, workshop_id, f"request:{request}")

    def _keyed(self, workspace: str, workshop_id: int, said: str) -> str:
        key = hmac.digest(self._secret, f"collab:workshop:{workspace}:{workshop_id}".encode(), hashlib.sha256)
        return hmac.new(key, said.encode(), hashlib.sha256).hexdigest()
