"""Files that the app uploaded, and that people chose in forms, kept in memory."""

import mimetypes
from dataclasses import dataclass, field

from playground.values import JSON


@dataclass(slots=True, kw_only=True)
class File:
    """`user` chose it in a form; one that the app uploaded has none."""

    id: str
    name: str
    title: str
    length: int
    content: bytes | None = None
    is_complete: bool = False
    channels: list[str] = field(default_factory=list)
    user: str = ""
    created: int = 0

    @property
    def mimetype(self) -> str:
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"

    def in_slack(self, base_url: str) -> JSON:
        url = f"{base_url}/files/{self.id}"
        kind = self.name.rpartition(".")[2].lower()
        named: JSON = {
            "id": self.id,
            "name": self.name,
            "title": self.title,
            "mimetype": self.mimetype,
            "filetype": kind,
        }
        size = {"size": len(self.content or b""), "channels": list(self.channels)}
        if self.user:
            named |= {"user": self.user, "created": self.created, "timestamp": self.created, "mode": "hosted"}
        return named | size | {"url_private": url, "url_private_download": url, "permalink": url}


class Files:
    """By id; a file is there for others once its upload is completed."""

    def __init__(self) -> None:
        self._files: dict[str, File] = {}

    def expect(self, file_id: str, name: str, length: int) -> File:
        """An upload begins."""
        file = self._files[file_id] = File(id=file_id, name=name, title=name, length=length)
        return file

    def chosen(self, file_id: str, name: str, content: bytes, *, user: str, created: int) -> File:
        """Somebody chose a file in a form: it is theirs, and the app's to read."""
        file = File(id=file_id, name=name, title=name, length=len(content), user=user, created=created)
        file.content, file.is_complete = content, True
        self._files[file_id] = file
        return file

    def find(self, file_id: str) -> File | None:
        return self._files.get(file_id)
