"""Results that are read bit by bit."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.orm import Session


@contextmanager
def streaming(session: Session) -> Iterator[None]:
    """A span in which a result may be read bit by bit (`yield_per`): PostgreSQL keeps it open in a transaction only."""
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection
    with driver.transaction():
        yield
