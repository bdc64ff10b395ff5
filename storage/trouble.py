"""What can be wrong with a database, in words for the person who runs Collab."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic.util import CommandError
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError


class DatabaseTrouble(Exception):
    """The database cannot be used. The message says why, and holds no password."""


class RowsRefused(DatabaseTrouble):
    """The database works, but will not keep these rows together: because of a value, or of what others do."""


_DEADLOCK = "40P01"  # two waited for each other, and PostgreSQL chose one to begin again


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turn what the database, its driver or a migration raises into words.

    Raises:
        RowsRefused: the database would not keep what it was given.
        DatabaseTrouble: the database does not answer, refuses, or has no such revision.
    """
    try:
        yield
    except DBAPIError as error:
        said = _said(error.orig)
        if isinstance(error, DataError | IntegrityError) or _state(error.orig) == _DEADLOCK:
            raise RowsRefused(f"The database refused it: {said}.") from error
        raise DatabaseTrouble(f"The database cannot be used: {said}.") from error
    except (ArgumentError, CommandError) as error:
        raise DatabaseTrouble(f"The database cannot be used: {_said(error)}.") from error


def _said(cause: BaseException | None) -> str:
    return str(cause).splitlines()[0].rstrip(".")


def _state(cause: BaseException | None) -> str | None:
    return getattr(cause, "sqlstate", None)  # SQLite's errors have none
