"""The first schema: cases, their events, requests, numbers, kiosks, codes, agents."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "cases",
        sa.Column("case_id", sa.Text, primary_key=True),
        sa.Column("case_no", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("kiosk", sa.Text, nullable=False),
        sa.Column("hall", sa.Text, nullable=False),
        sa.Column("jurisdiction", sa.Text, nullable=False),
        sa.Column("item", sa.Text, nullable=False),
        sa.Column("open", sa.Integer, nullable=False),
        sa.Column("updated_at", sa.REAL, nullable=False),
        sa.Column("events", sa.Integer, nullable=False),
        sa.Column("head", sa.Text, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_cases_open", "cases", ["open"])
    op.create_table(
        "events",
        sa.Column("case_id", sa.Text, sa.ForeignKey("cases.case_id"), primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("at", sa.REAL, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("jurisdiction", sa.Text, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("prev", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "requests",
        sa.Column("actor", sa.Text, primary_key=True),
        sa.Column("request", sa.Text, primary_key=True),
        sa.Column("case_id", sa.Text, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "numbers",
        sa.Column("series", sa.Text, primary_key=True),
        sa.Column("value", sa.Integer, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "kiosks",
        sa.Column("kiosk", sa.Text, primary_key=True),
        sa.Column("hall", sa.Text, nullable=False),
        sa.Column("jurisdiction", sa.Text, nullable=False),
        sa.Column("public_key", sa.Text, nullable=False),
        sa.Column("revoked", sa.Integer, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "codes",
        sa.Column("code_sha256", sa.Text, primary_key=True),
        sa.Column("kiosk", sa.Text, nullable=False),
        sa.Column("hall", sa.Text, nullable=False),
        sa.Column("jurisdiction", sa.Text, nullable=False),
        sa.Column("expires_at", sa.REAL, nullable=False),
        sa.UniqueConstraint("kiosk"),
        sqlite_strict=True,
    )
    op.create_table(
        "agents",
        sa.Column("agent", sa.Text, primary_key=True),
        sa.Column("agent_no", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("password_hash", sa.Text, nullable=False),
        sa.Column("jurisdiction", sa.Text, nullable=False),
        sa.Column("seat", sa.Text, nullable=False),
        sa.Column("items", sa.Text, nullable=False),
        sa.Column("languages", sa.Text, nullable=False),
        sa.Column("disabled", sa.Integer, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "probes",
        sa.Column("probe", sa.Integer, primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
        sqlite_strict=True,
    )
