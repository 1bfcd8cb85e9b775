"""Where this user's state lies: the journal of tasks and the history of what was made."""

import os
from pathlib import Path


def state_folder() -> Path:
    """Return the user's state folder, or GENERATE_TRACK_STATE when that is set."""
    said = os.environ.get("GENERATE_TRACK_STATE")
    if said:
        return Path(said)
    from platformdirs import user_state_path  # noqa: PLC0415 - paid for by the commands that keep something

    return user_state_path("generate-track", appauthor=False)
