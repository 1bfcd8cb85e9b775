"""Links to audio that need no key: signed, for one file, for a while."""

import base64
import hashlib
import hmac
from urllib.parse import quote

from generate_track.queue.database import Database
from generate_track.queue.secret import server_secret

# How long a signed link may hold: as long as jobs are kept by default.
LONGEST_S = 7 * 86_400

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


class SignedLinks:
    """Links to the files of a job that need no key.

    Args:
        signer: signs them.
        expires_s: until when they hold, in seconds since 1970.
        base_url: of the server, where that is known.
    """

    def __init__(self, signer: Signer, *, expires_s: int, base_url: str | None = None) -> None:
        self.expires_s = expires_s
        self._signer = signer
        self._base_url = base_url or ""

    def url(self, path: str) -> str:
        """Return the link to the file of a path."""
        signature = self._signer.sign(path, expires_s=self.expires_s)
        return f"{self._base_url}{audio_url(path)}&expires={self.expires_s}&signature={signature}"


def audio_url(path: str) -> str:
    """Return where the file of a path is, on this server."""
    return f"/v1/audio?path={quote(path, safe='')}"
