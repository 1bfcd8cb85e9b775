"""Secrets that the server draws for itself, once, and that all its processes share."""

import base64
import secrets

from generate_track.queue.database import Database

_N_BYTES = 32


def server_secret(database: Database, name: str) -> bytes:
    """Return the secret of a name; the first who asks draws it."""
    found = database.run("secret.find", name=name)
    if not found:
        drawn = base64.b64encode(secrets.token_bytes(_N_BYTES)).decode()
        # Of two who draw at once, the first is kept.
        database.run("secret.insert", name=name, value=drawn)
        found = database.run("secret.find", name=name)
    return base64.b64decode(found[0]["value"])
