"""A webhook receiver as textbooks write it: FastAPI, SQLAlchemy, SQLite, one commit for each request.

It verifies the signature over the raw body and answers 200 after the commit, as we do; SQLite is set to survive a
power loss, as ours is. Nothing else is asked of it: no incident, no chain, no sealing.
"""

# mypy: ignore-errors
# Its libraries are in an environment of their own, which the type checker does not see.

import hashlib
import hmac
import json
import os

from fastapi import FastAPI, HTTPException, Request
from sqlalchemy import String, create_engine, event
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

SECRET = os.environ["BENCH_SECRET"]
engine = create_engine(f"sqlite:///{os.environ['BENCH_FOLDER']}/shares.sqlite3")


@event.listens_for(engine, "connect")
def durable(connection: object, _record: object) -> None:
    """Each commit is on the disk when it returns."""
    cursor = connection.cursor()  # type: ignore[attr-defined]  # SQLAlchemy gives the driver's own
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()


class Base(DeclarativeBase):
    """SQLAlchemy's."""


class Share(Base):
    """One body."""

    __tablename__ = "share"
    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    body: Mapped[str]


Base.metadata.create_all(engine)
app = FastAPI()


@app.post("/data_share_handler")
async def receive(request: Request) -> dict[str, str]:
    """Verify, store, answer."""
    raw = await request.body()
    given = request.headers.get("X-RapidSOS-Signature", "")
    if not hmac.compare_digest(hmac.new(SECRET.encode(), raw, hashlib.sha1).hexdigest(), given):
        raise HTTPException(401)
    try:
        json.loads(raw)
    except ValueError:
        raise HTTPException(400) from None
    with Session(engine) as session:
        session.add(Share(digest=hashlib.sha256(raw).hexdigest(), body=raw.decode()))
        session.commit()
    return {}
