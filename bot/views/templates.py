"""The templates of pages for people outside Slack."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template


def template(name: str) -> Template:
    """One of `bot/views/pages`. Everything that is put into it is escaped, and nothing may be left out."""
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    folder = FileSystemLoader(Path(__file__).parent / "pages")
    return Environment(
        loader=folder, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
