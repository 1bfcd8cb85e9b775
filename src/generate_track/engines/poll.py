"""Poll: one request to a server for all the tasks that are being waited for, however many threads wait."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from generate_track.acestep.client import Client
from generate_track.acestep.reply import Task


class Poll:
    """Asks for tasks together: who asks first asks for everybody, and the others find their answer.

    Args:
        client: the server.
    """

    def __init__(self, client: Client) -> None:
        self._client = client
        self._lock = Lock()
        self._followed: list[str] = []
        self._unread: dict[str, Task] = {}

    @contextmanager
    def following(self, task_id: str) -> Iterator[None]:
        """Include a task in every request for as long as the block lasts."""
        with self._lock:
            self._followed.append(task_id)
        try:
            yield
        finally:
            with self._lock:
                self._followed.remove(task_id)
                self._unread.pop(task_id, None)

    def ask(self, task_id: str) -> Task:
        """Return where a task stands; an answer is given once, so it is never older than the last time of asking.

        Raises:
            GenerateTrackError: no answer, or none that tells of the task.
        """
        with self._lock:
            if task_id not in self._unread:
                self._unread |= self._client.query_all(self._followed)
            task = self._unread.pop(task_id, None)
        if task is None:
            raise self._client.untold(task_id)
        return task
