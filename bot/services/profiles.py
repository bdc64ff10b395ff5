"""What members say of themselves. Nobody is listed who did not ask for it, and who goes is gone at once."""

from dataclasses import replace
from datetime import datetime

from bot.data import themes
from bot.domain.profiles import Contact, Profile, ProfileContent, checked
from bot.search.people import words_of_person
from bot.search.places import gazetteer_of
from bot.services.councils import council_of, councils_like
from storage.database import Database
from storage.transaction import Transaction

MOST_SUGGESTIONS = 20


class Profiles:
    """Members' profiles: their own to write, and everybody's to read once they say so."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._themes = frozenset(theme.key for theme in themes())

    def mine(self, workspace: str, member_id: str) -> Profile | None:
        """A member's own profile, for that member alone."""
        with self._database.reading(workspace) as tx:
            return tx.profiles.of(member_id)

    def save(self, workspace: str, member_id: str, content: ProfileContent, *, now: datetime) -> Profile:
        """Keep what a member says of themselves. From now on they are found, or not, as it says.

        Raises:
            InvalidProfile: with every field that is wrong.
        """
        tidy = checked(content, themes=self._themes)
        with self._database.transaction(workspace) as tx:
            return _save(tx, member_id, tidy, now)

    def withdraw(self, workspace: str, member_id: str, *, now: datetime) -> Profile | None:
        """Let nobody find a member any more; what they wrote stays, for them alone."""
        with self._database.transaction(workspace) as tx:
            profile = tx.profiles.of(member_id)
            return profile and _save(tx, member_id, replace(profile.content, public=False), now)

    def delete(self, workspace: str, member_id: str) -> bool:
        """Forget all that a member said of themselves, whom they asked to meet, and who asked to meet them.

        Answers whether there was a profile.
        """
        with self._database.transaction(workspace) as tx:
            tx.approaches.forget(member_id)
            return tx.profiles.delete(member_id)

    def public(self, workspace: str, member_id: str) -> Profile | None:
        """A member's profile, if others may see it."""
        profile = self.mine(workspace, member_id)
        return profile if profile and profile.public else None

    def public_people(self, workspace: str) -> list[Profile]:
        """Everybody who wants to be found, those who changed their profile last first."""
        with self._database.reading(workspace) as tx:
            return tx.profiles.public()

    def welcomes(self, workspace: str, member_id: str, contact: Contact) -> bool:
        """Whether a member said that they welcome this from others. Who said nothing does not.

        It says nothing of whether others may see their profile: for that, ask `public`.
        """
        profile = self.mine(workspace, member_id)
        return profile is not None and contact in profile.welcomes

    def councils_like(self, workspace: str, typed: str) -> list[str]:
        """The councils that somebody may mean: those that people here have named, then all others there are."""
        with self._database.reading(workspace) as tx:
            here = councils_like(typed, tx.profiles.known_councils())
            there = gazetteer_of(tx)
        meant = [one.name for one in there.find(typed).councils]  # "RBKC", "Salop"
        others = councils_like(typed, [one.name for one in there if not one.closed])
        names: dict[str, str] = {}
        for name in (*here, *meant, *others):
            names.setdefault(name.casefold(), name)
        return list(names.values())[:MOST_SUGGESTIONS]

    def council_of(self, workspace: str, email: str) -> str:
        """The council that an e-mail address is likely of, or nothing. The address itself is not kept."""
        with self._database.reading(workspace) as tx:
            if found := gazetteer_of(tx).of_domain(email.rpartition("@")[2]):
                return found.name
            return council_of(email, tx.profiles.known_councils())


def _save(tx: Transaction, member_id: str, content: ProfileContent, now: datetime) -> Profile:
    profile = tx.profiles.save(member_id, content, now)
    tx.people_words.put(profile.id, words_of_person(profile))
    return profile
