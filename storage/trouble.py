"""What can be wrong with a database, in words for the person who runs Collab."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic.util import CommandError
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError


class DatabaseTrouble(Exception):
    """The database cannot be used. The message says why, and holds no password."""


class RowsRefused(DatabaseTrouble):
    """The database works, but will not keep these rows: somebody else just did, or it cannot hold a value."""


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turn what the database, its driver or a migration raises into words.

    Raises:
        RowsRefused: the database would not keep what it was given.
        DatabaseTrouble: the database does not answer, refuses, or has no such revision.
    """
    try:
        yield
    except (DataError, IntegrityError) as error:
        raise RowsRefused(_words(error.orig)) from error
    except DBAPIError as error:
        raise DatabaseTrouble(_words(error.orig)) from error
    except (ArgumentError, CommandError) as error:
        raise DatabaseTrouble(_words(error)) from error


def _words(cause: BaseException | None) -> str:
    return f"The database cannot be used: {str(cause).splitlines()[0].rstrip('.')}."
