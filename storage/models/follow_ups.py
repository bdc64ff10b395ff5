"""When owners were asked about their items, and who does not want to be asked."""

from datetime import datetime

from sqlalchemy.orm import Mapped

from storage.models.base import Base, ItemKey, SlackKey, Workspace, WorkspaceKey


class ItemCheckRow(Base):
    """When an item's owner was last asked whether it is still current."""

    __tablename__ = "item_checks"

    item_id: Mapped[ItemKey]
    workspace_id: Mapped[Workspace]
    asked_at: Mapped[datetime]


class PreferenceRow(Base):
    """What a member wants to be asked; who has no row is asked everything."""

    __tablename__ = "preferences"

    workspace_id: Mapped[WorkspaceKey]
    member_id: Mapped[SlackKey]
    follow_ups: Mapped[bool]
    confirmations: Mapped[bool]
