"""A clock for tests: it stands until it is set."""


class Clock:
    """Tells `now_s`."""

    def __init__(self, now_s: float = 100.0) -> None:
        self.now_s = now_s

    def __call__(self) -> float:
        return self.now_s
