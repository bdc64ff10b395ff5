"""How gunicorn serves `bot.web`: at the port of the settings, with threads that wait for Slack and the database."""

from bot.settings import load_settings

bind = f"0.0.0.0:{load_settings().port}"
threads = 16
graceful_timeout = 9  # seconds to finish what is in hand
