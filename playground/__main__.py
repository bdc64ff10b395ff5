"""`python -m playground`: an empty workspace alone, for whoever builds an app or the page."""

import argparse
import threading
from pathlib import Path

from playground.manifest import EMPTY, read_manifest
from playground.playground import Playground


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m playground", description=__doc__)
    parser.add_argument("--port", type=int, default=8100, help="where to listen on 127.0.0.1")
    parser.add_argument("--manifest", type=Path, default=Path("manifest.yml"), help="the app's manifest")
    asked = parser.parse_args()
    manifest = read_manifest(asked.manifest) if asked.manifest.exists() else EMPTY
    with Playground.start(manifest, asked.port) as playground:
        print(f"Open {playground.url}\nSLACK_API_URL={playground.api_url}")  # noqa: T201
        print("SLACK_BOT_TOKEN=xoxb-playground SLACK_APP_TOKEN=xapp-playground")  # noqa: T201
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print("Stopped.")  # noqa: T201


if __name__ == "__main__":
    main()
