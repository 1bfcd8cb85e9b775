"""What to do when the server that `setup-cloud` set up does not answer."""

import os

from generate_track.cloud.state import Store
from generate_track.errors import EngineUnavailableError, OutputError

_HINT = "generate-track setup-cloud status opens the tunnel again, or tells that the machine has ended"


def explained(error: EngineUnavailableError) -> EngineUnavailableError:
    """Return the error with a better hint, when it speaks of that server."""
    # The others know better: what answers there, or whether the task was taken.
    if type(error) is not EngineUnavailableError:
        return error
    try:
        server = Store.default(os.environ).read()
    except OutputError:
        return error
    is_ours = server is not None and server.url is not None and server.url in error.message
    return EngineUnavailableError(error.message, hint=_HINT) if is_ours else error
