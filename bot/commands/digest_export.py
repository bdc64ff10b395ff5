"""`collab digest export`: what is open to the public, as feeds and as a digest, for people outside Slack."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import typer

from bot.commands.moments import moment_of
from bot.commands.process import opened
from bot.commands.start import begin
from bot.commands.workspaces import chosen
from bot.data import themes
from bot.domain.digests import Period
from bot.domain.items import is_web_address
from bot.domain.publishing import lasting_name
from bot.services.publishing import Publishing
from bot.settings import Settings
from bot.use_cases import Options
from bot.views.feeds import EVERYTHING, PUBLISHER, Feed, as_atom, feed_file
from bot.views.figures import counted
from bot.views.public_digest import as_html, as_text
from bot.views.public_items import themes_in_words
from storage.trouble import told_plainly

PAGE = "digest.html"
TEXT = "digest.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What was asked for: `themes` are keys, none means all; `base_url` ends with a slash, or is empty."""

    themes: tuple[str, ...]
    since: str | None
    at: str | None
    days: int
    base_url: str
    workspace: str | None

    def address(self, file: str) -> str:
        """Where a file will be on the web, if that is known."""
        return f"{self.base_url}{file}" if self.base_url else ""


def ordered(
    names: Sequence[str],
    *,
    since: str | None,
    at: str | None,
    days: int,
    base_url: str,
    workspace: str | None,
) -> Order:
    """What the words of the command ask for.

    Raises:
        typer.BadParameter: one of them cannot be understood.
    """
    if base_url and not is_web_address(base_url):
        raise typer.BadParameter(
            f"“{base_url}” is not a web address. It begins with https://.", param_hint="--base-url"
        )
    wanted = set(map(_theme, names))
    return Order(
        themes=tuple(theme.key for theme in themes() if theme.key in wanted),
        since=since,
        at=at,
        days=days,
        base_url=f"{base_url.rstrip('/')}/" if base_url else "",
        workspace=workspace,
    )


def export(folder: Path, order: Order) -> None:
    """Write the feeds and the digest to a folder, each file whole or not at all.

    Raises:
        typer.BadParameter: a moment makes no sense, or the folder cannot be written to.
    """
    settings = begin()
    period = _period(order, settings)
    with opened(settings.database_url) as database, told_plainly():
        team = chosen(database, order.workspace, new=False)
        publishing = Publishing(database, vote_emoji=Options.of(settings).vote_emoji)
        found = files(publishing, team, order, period)
    for name, content in found.items():
        _write(folder, name, content)
    typer.echo(f"Wrote {counted(len(found) - 2, 'feed')}, {PAGE} and {TEXT} to {folder}.")


def files(publishing: Publishing, team: str, order: Order, period: Period) -> dict[str, bytes]:
    """Every file by its name: a feed of each theme and one of all, the digest as a page and as text.

    What has nothing to say is among them, too: so nothing that was closed since stays in the folder.
    """
    digest = publishing.digest(team, period, themes=order.themes)
    everything = order.address(feed_file(EVERYTHING))
    keys = order.themes or tuple(theme.key for theme in themes())
    found = {feed_file(EVERYTHING): as_atom(_feed(publishing, team, order, EVERYTHING), now=period.until)}
    for key in keys:
        found[feed_file(key)] = as_atom(_feed(publishing, team, order, key), now=period.until)
    found[PAGE] = as_html(digest, themes=order.themes, feed=everything).encode()
    found[TEXT] = as_text(digest, themes=order.themes, feed=everything).encode()
    return found


def _feed(publishing: Publishing, team: str, order: Order, key: str) -> Feed:
    about = order.themes if key == EVERYTHING else (key,)
    return Feed(
        name=lasting_name(team, "feed", key, *(order.themes if key == EVERYTHING else ())),
        title=f"{PUBLISHER}: {themes_in_words(about) or 'everything that is open to the public'}",
        items=publishing.feed(team, themes=about),
        address=order.address(feed_file(key)),
        page=order.address(PAGE),
    )


def _theme(word: str) -> str:
    known = {
        name.casefold(): theme.key for theme in themes() for name in (theme.key, theme.name, *theme.also)
    }
    if word.strip().casefold() not in known:
        choices = ", ".join(theme.key for theme in themes())
        raise typer.BadParameter(f"“{word}” is not a theme. They are: {choices}.", param_hint="--theme")
    return known[word.strip().casefold()]


def _period(order: Order, settings: Settings) -> Period:
    until = moment_of(order.at, settings)
    since = moment_of(order.since, settings) if order.since else until - timedelta(days=order.days)
    if since >= until:
        raise typer.BadParameter("it would be over before it begins.", param_hint="--since")
    zone = settings.time_zone
    return Period(since=since.astimezone(zone), until=until.astimezone(zone))


def _write(folder: Path, name: str, content: bytes) -> None:
    """Whoever reads the file meanwhile sees the old one or the new one, and no half."""
    draft = folder / f".{name}.new"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(content)
        draft.replace(folder / name)
    except OSError as error:
        raise typer.BadParameter(
            f"{folder} cannot be written to: {error.strerror}.", param_hint="--to"
        ) from error
