"""Links to audio that need no key: signed, for one file, for a while."""

import base64
import hashlib
import hmac

from generate_track.queue.database import Database
from generate_track.queue.secret import server_secret

_SECRET = "link"  # noqa: S105 - the name of a row


class Signer:
    """Signs paths of audio, with a secret that all servers of a database share.

    Args:
        database: holds the secret.
    """

    def __init__(self, database: Database) -> None:
        self._secret = server_secret(database, _SECRET)

    def sign(self, path: str, *, expires_s: int) -> str:
        """Return the signature of a path until a time, in seconds since 1970."""
        digest = hmac.digest(self._secret, f"{expires_s}\n{path}".encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()

    def is_signed(self, path: str, *, expires_s: int, signature: str, now_s: float) -> bool:
        """Return whether a link is ours, and not too old."""
        wanted = self.sign(path, expires_s=expires_s)
        return hmac.compare_digest(wanted.encode(), signature.encode()) and now_s < expires_s
