"""The first release's tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_TAG = sa.String(35)
_DIGEST = sa.String(64)


def upgrade() -> None:
    """Make the tables of an empty database."""
    op.create_table(
        "event",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("language", _TAG, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("previous", _DIGEST, nullable=False),
        sa.Column("hash", _DIGEST, nullable=False),
    )
    op.create_index("event_by_document", "event", ["document", "language"])
    op.create_index("event_by_what", "event", ["what"])
    op.create_table(
        "document",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("source_language", _TAG, nullable=False),
        sa.Column("wanted", sa.Text, nullable=False),
        sa.Column("declared", sa.Text, nullable=False),
        sa.Column("serial", sa.Integer, nullable=False),
        sa.Column("source_revision", sa.Integer),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("present", sa.Boolean, nullable=False),
    )
    op.create_table(
        "revision",
        sa.Column("document", sa.Text, primary_key=True),
        sa.Column("language", _TAG, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("digest", _DIGEST, nullable=False),
        sa.Column("parent", _DIGEST, nullable=False),
        sa.Column("follows", sa.Integer),
        sa.Column("basis", sa.String(16), nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("dated", sa.String(10), nullable=False),
        sa.Column("reading", _DIGEST, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
    )
    op.create_index("revision_by_digest", "revision", ["digest"])
    op.create_table(
        "reading",
        sa.Column("digest", _DIGEST, primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "head",
        sa.Column("document", sa.Text, primary_key=True),
        sa.Column("language", _TAG, primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("follows", sa.Integer),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("since", sa.Integer),
        sa.Column("approved_by", sa.Text, nullable=False),
    )
    op.create_table(
        "standing",
        sa.Column("document", sa.Text, primary_key=True),
        sa.Column("language", _TAG, primary_key=True),
        sa.Column("digest", _DIGEST, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "block_state",
        sa.Column("document", sa.Text, primary_key=True),
        sa.Column("language", _TAG, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("block", _DIGEST, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("since", sa.Integer),
        sa.Column("types", sa.Text, nullable=False),
        sa.Column("diff", sa.Text, nullable=False),
    )
    op.create_table(
        "seen",
        sa.Column("path", sa.Text, primary_key=True),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("language", _TAG, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("mtime", sa.BigInteger, nullable=False),
        sa.Column("ctime", sa.BigInteger, nullable=False),
        sa.Column("inode", sa.BigInteger, nullable=False),
        sa.Column("digest", _DIGEST, nullable=False),
    )


def downgrade() -> None:
    """Take the tables away."""
    for name in (
        "seen",
        "block_state",
        "standing",
        "head",
        "reading",
        "revision",
        "document",
        "event",
    ):
        op.drop_table(name)
