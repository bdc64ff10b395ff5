"""A local Slack workspace, for the demo and the tests. It knows no bot: it reads an app's manifest."""

from playground.playground import Playground

__all__ = ["Playground"]
