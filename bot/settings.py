"""Settings, from the environment or `.env`. All that is missing or wrong is said at once, in words."""

import re
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.domain.votes import folded
from bot.redaction import redacted

Mode = Literal["socket", "http", "clock"]
"""How Slack reaches us: over a socket that we open, by calling our web address, or (the clock) not at all."""

HINTS = {
    "DATABASE_URL": "It starts with sqlite:/// or postgresql://.",
    "SLACK_BOT_TOKEN": "It starts with xoxb-; at api.slack.com/apps, look under OAuth & Permissions.",
    "SLACK_APP_TOKEN": "It starts with xapp-; at api.slack.com/apps, look under Basic Information.",
    "SLACK_SIGNING_SECRET": "At api.slack.com/apps, look under Basic Information.",
    "SLACK_API_URL": "It is https://slack.com/api/, unless you test with another Slack.",
    "COLLAB_TIME_ZONE": "It is a name such as Europe/London.",
    "COLLAB_VOTE_EMOJI": "It is a list of emoji names with commas between them, such as +1,heart.",
    "COLLAB_MODERATORS": "It is a list of Slack user ids with commas between them, such as U02ABC,U03DEF.",
    "COLLAB_EMBEDDING_MODEL": "It is the folder of a sentence model in ONNX, or none.",
    "COLLAB_ANONYMITY_SECRET": "It is 16 or more characters that nobody can guess.",
    "COLLAB_LOG_LEVEL": "It is debug, info, warning or error.",
    "COLLAB_LOG_FORMAT": "It is auto, console or json.",
    "PORT": "It is a number from 1 to 65535.",
}
"""What each setting looks like, or where to find it."""

_NEVER_SHOWN = {
    "DATABASE_URL",
    "SLACK_BOT_TOKEN",
    "SLACK_APP_TOKEN",
    "SLACK_SIGNING_SECRET",
    "COLLAB_ANONYMITY_SECRET",
}


class SettingsWrong(Exception):
    """Settings are missing or wrong. `problems` says each in words, without any secret."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def _database_url(url: str) -> str:
    if url.startswith("sqlite:///"):
        return url
    parts = urlsplit(url)
    _ = parts.port  # raises ValueError when it is no number
    if parts.scheme not in {"postgres", "postgresql", "postgresql+psycopg"}:
        raise ValueError
    return f"postgresql+psycopg:{url.partition(':')[2]}"


def _listed(given: object) -> object:
    return [part for raw in given.split(",") if (part := raw.strip())] if isinstance(given, str) else given


def _emoji(names: tuple[str, ...]) -> tuple[str, ...]:
    plain = [folded(name.strip(":")) for name in names]
    if not plain or not all(re.fullmatch(r"[\w+'-]+", name) for name in plain):
        raise ValueError
    return tuple(dict.fromkeys(plain))


def _time_zone(given: object) -> object:
    try:
        return ZoneInfo(given) if isinstance(given, str) else given
    except (KeyError, OSError) as error:  # OSError: `Europe` is a folder of time zones
        raise ValueError from error


def _lower(given: object) -> object:
    return given.lower() if isinstance(given, str) else given


def _matching(pattern: str) -> AfterValidator:
    def check(secret: SecretStr) -> SecretStr:
        if not re.fullmatch(pattern, secret.get_secret_value()):
            raise ValueError
        return secret

    return AfterValidator(check)


DatabaseUrl = Annotated[str, AfterValidator(_database_url)]
WebAddress = Annotated[
    str, Field(pattern=r"^https?://[^/\s]+"), AfterValidator(lambda url: url.rstrip("/") + "/")
]
BotToken = Annotated[SecretStr, _matching(r"(xoxe\.)?xoxb-\S+")]
AppToken = Annotated[SecretStr, _matching(r"xapp-\S+")]
LongSecret = Annotated[SecretStr, _matching(r".{16,}")]
TimeZone = Annotated[ZoneInfo, BeforeValidator(_time_zone)]
Emoji = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed), AfterValidator(_emoji)]
UserId = Annotated[str, Field(pattern=r"^[UW][A-Z0-9]+$")]
UserIds = Annotated[frozenset[UserId], NoDecode, BeforeValidator(_listed)]
LogLevel = Annotated[Literal["debug", "info", "warning", "error"], BeforeValidator(_lower)]
LogFormat = Annotated[Literal["auto", "console", "json"], BeforeValidator(_lower)]


class Settings(BaseSettings):
    """All that can be set; what Slack gives out has no default. Built once, by the command that runs."""

    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", env_ignore_empty=True, populate_by_name=True
    )

    database_url: DatabaseUrl = Field("sqlite:///collab.db", repr=False)
    slack_bot_token: BotToken | None = None
    slack_app_token: AppToken | None = None
    slack_signing_secret: SecretStr | None = None
    slack_api_url: WebAddress = "https://slack.com/api/"
    time_zone: TimeZone = Field(ZoneInfo("Europe/London"), validation_alias="COLLAB_TIME_ZONE")
    vote_emoji: Emoji = Field(("+1", "raised_hands", "heart", "eyes"), validation_alias="COLLAB_VOTE_EMOJI")
    moderators: UserIds = Field(frozenset(), validation_alias="COLLAB_MODERATORS")
    embedding_model: str | None = Field(None, validation_alias="COLLAB_EMBEDDING_MODEL")
    anonymity_secret: LongSecret | None = Field(None, validation_alias="COLLAB_ANONYMITY_SECRET")
    log_level: LogLevel = Field("info", validation_alias="COLLAB_LOG_LEVEL")
    log_format: LogFormat = Field("auto", validation_alias="COLLAB_LOG_FORMAT")
    port: int = Field(3000, ge=1, le=65535)

    def secret_of_authors(self) -> bytes:
        """What stands for who wrote what in anonymous workshops: it must be nowhere in the database.

        Every process has the bot token; when that changes, authors of before are not known again.
        """
        secret = self.anonymity_secret or self.slack_bot_token
        return secret.get_secret_value().encode() if secret else secrets.token_bytes(32)

    def require(self, mode: Mode) -> None:
        """Check that all is there that this mode needs.

        Raises:
            SettingsWrong: something is missing; all of it is said.
        """
        if missing := self.missing(mode):
            raise SettingsWrong([_missing(name) for name in missing])

    def missing(self, mode: Mode) -> list[str]:
        """The names of the settings that this mode needs and that are not there."""
        needed = {"SLACK_BOT_TOKEN": self.slack_bot_token}
        if mode == "socket":
            needed["SLACK_APP_TOKEN"] = self.slack_app_token
        if mode == "http":
            needed["SLACK_SIGNING_SECRET"] = self.slack_signing_secret
        return [name for name, value in needed.items() if value is None]


def load_settings(*, need: Mode | None = None, env_file: Path | None = Path(".env")) -> Settings:
    """The settings of this process: the environment first, then `.env` in the working directory.

    Raises:
        SettingsWrong: something is wrong, or something that the mode needs is missing; all of it is said.
    """
    wrong: dict[str, Any] = {}
    try:
        settings = Settings(_env_file=env_file)
    except ValidationError as error:
        wrong = {str(detail["loc"][0]): detail["input"] for detail in error.errors()}
        settings = Settings(_env_file=env_file, **{name: _DEFAULTS[name] for name in wrong})
    named = {name.upper(): value for name, value in wrong.items()}
    missing = [name for name in settings.missing(need) if name not in named] if need else []
    if named or missing:
        raise SettingsWrong([*(_wrong(*item) for item in named.items()), *map(_missing, missing)])
    return settings


_DEFAULTS = {
    str(field.validation_alias or name): field.default for name, field in Settings.model_fields.items()
}


def _missing(name: str) -> str:
    return f"{name} is missing. {HINTS[name]}"


def _wrong(name: str, value: object) -> str:
    judged = "is not right" if name in _NEVER_SHOWN else f"cannot be “{redacted(str(value))}”"
    return f"{name} {judged}. {HINTS[name]}"
