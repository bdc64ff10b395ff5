"""How every command begins."""

from bot import logs
from bot.settings import Mode, Settings, load_settings


def begin(*, need: Mode | None = None) -> Settings:
    """Read the settings and start the logs.

    Raises:
        SettingsWrong: something is wrong or missing; all of it is said.
    """
    settings = load_settings(need=need)
    logs.configure(level=settings.log_level, style=settings.log_format)
    return settings
