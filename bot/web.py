"""The HTTP face: Slack's events, commands and buttons, and whether we are well. Run it with gunicorn."""

from flask import Flask, Response, jsonify, request
from slack_bolt.adapter.flask import SlackRequestHandler

from bot.app import build_app, web_client
from bot.commands.start import begin
from bot.domain.clock import system_clock
from bot.manifest import EVENTS_PATH
from bot.metrics import Figures
from bot.use_cases import Options, build_services
from storage import schema
from storage.database import Database
from storage.trouble import DatabaseTrouble, told_plainly


def create_app() -> Flask:
    """A Flask app that answers Slack over HTTP. Delivery and the scheduler run elsewhere: `collab clock`.

    Raises:
        SettingsWrong: something that HTTP needs is missing or wrong.
    """
    settings = begin(need="http")
    assert settings.slack_bot_token  # noqa: S101 - `need` saw to it; for the type checker
    assert settings.slack_signing_secret  # noqa: S101 - likewise
    client = web_client(settings.slack_bot_token.get_secret_value(), settings.slack_api_url)
    database = Database.connect(settings.database_url)
    services = build_services(database, Options.of(settings))
    services.search.warm(database)
    app, _ = build_app(
        client,
        services,
        signing_secret=settings.slack_signing_secret.get_secret_value(),
    )
    slack = SlackRequestHandler(app)
    web = Flask("collab")
    web.extensions["collab"] = database  # for whoever has to close it

    @web.post(EVENTS_PATH)
    def events() -> Response:
        return slack.handle(request)

    @web.get("/health")
    def health() -> tuple[Response, int]:
        try:
            with told_plainly():
                behind = schema.pending(settings.database_url)
        except DatabaseTrouble:
            return jsonify(ok=False, database="out of reach"), 503
        if behind:
            return jsonify(ok=False, database="not up to date"), 503
        return jsonify(ok=True), 200

    @web.get("/metrics")
    def metrics() -> Response:
        figures = Figures.of(database, system_clock())
        return Response(figures.as_prometheus(), mimetype="text/plain")

    return web
