"""One value inside a payload, that knows where it is and collects what is wrong with it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

Surface = Literal["message", "modal", "home"]
IDS = 255


@dataclass(slots=True)
class Node:
    """`errors` is shared by every node of one payload; `surface` says where the payload will be shown."""

    value: Any
    pointer: str
    surface: Surface
    errors: list[str] = field(default_factory=list)

    def refuse(self, words: str) -> None:
        self.errors.append(f"[ERROR] {words} [json-pointer:{self.pointer}]")

    def at(self, key: str | int) -> "Node":
        """The value under a key that is there."""
        return Node(self.value[key], f"{self.pointer}/{key}", self.surface, self.errors)

    def has(self, key: str) -> bool:
        return self.value.get(key) is not None

    @property
    def type(self) -> str:
        return str(self.value.get("type"))

    def is_object(self) -> bool:
        if isinstance(self.value, dict):
            return True
        self.refuse("must provide an object")
        return False

    def only(self, *names: str) -> None:
        """Refuse what is not one of these fields."""
        for name in self.value:
            if name not in names:
                self.refuse(f"invalid additional property: {name}")

    def needs(self, *names: str) -> bool:
        """Refuse each of these fields that is missing."""
        missing = [name for name in names if not self.has(name)]
        for name in missing:
            self.refuse(f"missing required field: {name}")
        return not missing

    def string(self, name: str, *, most: int, least: int = 1) -> str | None:
        """A field that, if it is there, is a string of a certain length."""
        if not self.has(name):
            return None
        node = self.at(name)
        if not isinstance(node.value, str):
            node.refuse("must be a string")
            return None
        if len(node.value) < least:
            node.refuse(f"must be more than {least - 1} characters")
        if len(node.value) > most:
            node.refuse(f"must be less than {most + 1} characters")
        return node.value

    def boolean(self, *names: str) -> None:
        for name in names:
            if self.has(name) and not isinstance(self.value[name], bool):
                self.at(name).refuse("must be a boolean")

    def whole(self, name: str, least: int, most: int) -> int | None:
        if not self.has(name):
            return None
        number = self.value[name]
        if not isinstance(number, int) or isinstance(number, bool):
            self.at(name).refuse("must be an integer")
            return None
        if not least <= number <= most:
            self.at(name).refuse(f"must be between {least} and {most}")
        return number

    def one_of(self, name: str, *allowed: str) -> None:
        if self.has(name) and self.value[name] not in allowed:
            self.at(name).refuse(f"must be one of: {', '.join(allowed)}")

    def each(self, name: str, *, most: int, least: int = 1) -> Iterator["Node"]:
        """The items of a field that, if it is there, is a list of a certain length."""
        if not self.has(name):
            return
        node = self.at(name)
        if not isinstance(node.value, list):
            node.refuse("must be an array")
            return
        if len(node.value) < least:
            node.refuse(f"no fewer than {least} items allowed")
        if len(node.value) > most:
            node.refuse(f"no more than {most} items allowed")
        for place in range(len(node.value)):
            yield node.at(place)

    def inside(self, name: str, check: "Callable[[Node], object]") -> None:
        """Check the object in a field, if it is there."""
        if self.has(name) and self.at(name).is_object():
            check(self.at(name))
