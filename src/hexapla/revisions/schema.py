"""The ledger's tables. SQLite and PostgreSQL share them; migrations/ builds them step by step.

The event table is the truth: a hash chain that says who recorded what, with the digests of what was
written. The others are what the events come to, written in the same transaction, so that no
question needs a scan: one row a head, one row a block that is not current.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

HEAD = "0001"
"""The newest migration."""

metadata = MetaData()

event = Table(
    "event",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("who", Text, nullable=False),
    Column("what", String(40), nullable=False),
    Column("document", Text, nullable=False),
    Column("language", String(35), nullable=False),
    Column("body", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Index("event_by_document", "document", "language"),
    Index("event_by_what", "what"),
)
document = Table(
    "document",
    metadata,
    Column("name", Text, primary_key=True),
    Column("source_language", String(35), nullable=False),
    Column("wanted", Text, nullable=False),
    Column("declared", Text, nullable=False),
    Column("serial", Integer, nullable=False),
    Column("source_revision", Integer),
    Column("summary", Text, nullable=False),
    Column("present", Boolean, nullable=False),
)
revision = Table(
    "revision",
    metadata,
    Column("document", Text, primary_key=True),
    Column("language", String(35), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("parent", String(64), nullable=False),
    Column("follows", Integer),
    Column("basis", String(16), nullable=False),
    Column("path", Text, nullable=False),
    Column("dated", String(10), nullable=False),
    Column("reading", String(64), nullable=False),
    Column("seq", Integer, nullable=False),
    Index("revision_by_digest", "digest"),
)
reading = Table(
    "reading",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
head = Table(
    "head",
    metadata,
    Column("document", Text, primary_key=True),
    Column("language", String(35), primary_key=True),
    Column("number", Integer, nullable=False),
    Column("path", Text, nullable=False),
    Column("follows", Integer),
    Column("state", String(16), nullable=False),
    Column("since", Integer),
    Column("approved_by", Text, nullable=False),
)
standing = Table(
    "standing",
    metadata,
    Column("document", Text, primary_key=True),
    Column("language", String(35), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("content", LargeBinary, nullable=False),
)
block_state = Table(
    "block_state",
    metadata,
    Column("document", Text, primary_key=True),
    Column("language", String(35), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("block", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("since", Integer),
    Column("types", Text, nullable=False),
    Column("diff", Text, nullable=False),
)
seen = Table(
    "seen",
    metadata,
    Column("path", Text, primary_key=True),
    Column("document", Text, nullable=False),
    Column("language", String(35), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("mtime", BigInteger, nullable=False),
    Column("ctime", BigInteger, nullable=False),
    Column("inode", BigInteger, nullable=False),
    Column("digest", String(64), nullable=False),
)
