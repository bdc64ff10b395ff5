"""How Alembic reaches the database."""

from alembic import context

from storage.database import open_engine
from storage.migrations.scope import is_ours
from storage.models import Base

url = context.config.attributes.get("url") or context.config.get_main_option("sqlalchemy.url")
assert url, "the database's URL is missing"  # noqa: S101 - a mistake in our own call

engine = open_engine(url)
try:
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            include_object=is_ours,
            render_as_batch=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
finally:
    engine.dispose()
