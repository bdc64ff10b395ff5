"""Settings: what is read, and what is said when it is wrong."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.settings import HINTS, Settings, SettingsWrong, load_settings


@pytest.fixture(autouse=True)
def _empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in HINTS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def test_nothing_set_is_enough_to_begin() -> None:
    settings = load_settings()

    assert settings.database_url == "sqlite:///collab.db"
    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.time_zone == ZoneInfo("Europe/London")
    assert settings.vote_emoji == ("+1", "raised_hands", "heart", "eyes")
    assert settings.moderators == frozenset()


@pytest.mark.parametrize(
    ("name", "given", "meant"),
    [
        ("DATABASE_URL", "postgres://a:b@h/d", "postgresql+psycopg://a:b@h/d"),
        ("DATABASE_URL", "postgresql:///d?host=/run", "postgresql+psycopg:///d?host=/run"),
        ("DATABASE_URL", "sqlite:////srv/collab.db", "sqlite:////srv/collab.db"),
        ("DATABASE_URL", "", "sqlite:///collab.db"),
        ("SLACK_API_URL", "http://127.0.0.1:1/api", "http://127.0.0.1:1/api/"),
        ("COLLAB_TIME_ZONE", "Europe/Paris", ZoneInfo("Europe/Paris")),
        ("COLLAB_VOTE_EMOJI", ":heart:, thumbsup ,+1", ("heart", "+1")),
        ("COLLAB_MODERATORS", "U1, W2,", {"U1", "W2"}),
        ("COLLAB_LOG_LEVEL", "DEBUG", "debug"),
        ("PORT", "8080", 8080),
    ],
)
def test_what_is_given_is_understood(
    monkeypatch: pytest.MonkeyPatch, name: str, given: str, meant: object
) -> None:
    monkeypatch.setenv(name, given)

    assert getattr(load_settings(), name.removeprefix("COLLAB_").lower()) == meant


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("DATABASE_URL", "mysql://collab:hunter2@db/collab"),
        ("DATABASE_URL", "postgresql://collab:hunter2@db:port/collab"),
        ("DATABASE_URL", "hunter2"),
        ("DATABASE_URL", "sqlite://"),
        ("SLACK_BOT_TOKEN", "xapp-hunter2"),
        ("SLACK_APP_TOKEN", "xoxb-hunter2"),
        ("SLACK_API_URL", "slack.com/api"),
        ("SLACK_API_URL", "xoxb-hunter2"),
        ("COLLAB_TIME_ZONE", "London"),
        ("COLLAB_TIME_ZONE", "Europe"),
        ("COLLAB_TIME_ZONE", "../../etc/passwd"),
        ("COLLAB_VOTE_EMOJI", ","),
        ("COLLAB_VOTE_EMOJI", "thumbs up"),
        ("COLLAB_MODERATORS", "U1,@ada"),
        ("COLLAB_LOG_LEVEL", "loud"),
        ("COLLAB_LOG_FORMAT", "xml"),
        ("PORT", "0"),
        ("PORT", "http"),
    ],
)
def test_what_is_wrong_is_named_with_what_it_should_be(
    monkeypatch: pytest.MonkeyPatch, name: str, given: str
) -> None:
    monkeypatch.setenv(name, given)

    with pytest.raises(SettingsWrong) as wrong:
        load_settings()

    (problem,) = wrong.value.problems
    assert problem.startswith(f"{name} ")
    assert problem.endswith(HINTS[name])
    assert "hunter2" not in problem


def test_all_that_is_missing_or_wrong_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "http")
    monkeypatch.setenv("COLLAB_TIME_ZONE", "London")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "oops")

    with pytest.raises(SettingsWrong) as wrong:
        load_settings(need="socket")

    assert [problem.split(". ")[0] for problem in wrong.value.problems] == [
        "SLACK_BOT_TOKEN is not right",
        "COLLAB_TIME_ZONE cannot be “London”",
        "PORT cannot be “http”",
        "SLACK_APP_TOKEN is missing",
    ]


@pytest.mark.parametrize(
    ("mode", "missing"),
    [
        ("socket", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"]),
        ("http", ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"]),
        ("clock", ["SLACK_BOT_TOKEN"]),
    ],
)
def test_each_mode_says_what_it_needs(mode: str, missing: list[str]) -> None:
    with pytest.raises(SettingsWrong) as wrong:
        load_settings().require(mode)  # type: ignore[arg-type]

    assert list(wrong.value.problems) == [f"{name} is missing. {HINTS[name]}" for name in missing]


def test_a_mode_that_has_all_it_needs_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")

    load_settings(need="socket").require("socket")


def test_the_environment_comes_before_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=4000\nCOLLAB_LOG_LEVEL=error\nUNKNOWN=1\n", encoding="utf-8")
    monkeypatch.setenv("PORT", "5000")

    settings = load_settings()

    assert (settings.port, settings.log_level) == (5000, "error")


def test_settings_show_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://collab:hunter2@db/collab")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-hunter2")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "hunter2")

    assert "hunter2" not in f"{load_settings()!r} {load_settings()}"


def test_every_setting_has_a_hint_and_is_in_the_example() -> None:
    names = {str(field.validation_alias or name).upper() for name, field in Settings.model_fields.items()}
    example = (Path(__file__).parent.parent / ".env.example").read_text(encoding="utf-8")

    assert names == set(HINTS)
    assert all(f"{name}=" in example for name in names)
