"""`collab doctor`: the checklist, on the terminal."""

from collections.abc import Iterator

from rich.console import Console
from rich.markup import escape

from bot import logs
from bot.doctor import Finding, examine
from bot.settings import SettingsWrong, load_settings


def report(console: Console) -> bool:
    """Print each finding as it comes. True when nothing has to be put right."""
    failed = 0
    for finding in _findings():
        mark = "[green]✓[/] " if finding.ok else "[red]✗[/] Not right: "
        console.print(f"{mark}{escape(finding.words)}", soft_wrap=True)
        if not finding.ok:
            failed += 1
            console.print(f"  Next: {escape(finding.next_step)}", soft_wrap=True)
    console.print(f"\n{failed} to put right." if failed else "\nCollab can work here.")
    return not failed


def _findings() -> Iterator[Finding]:
    try:
        settings = load_settings()
    except SettingsWrong as wrong:
        for problem in wrong.problems:
            yield Finding(
                ok=False, words=problem, next_step="Put it right in .env or the environment, and try again."
            )
        return
    logs.configure(level="critical")  # the checklist says it all
    yield Finding(ok=True, words="The settings are right.")
    yield from examine(settings)
