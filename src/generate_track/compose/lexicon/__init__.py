"""The words of captions that mean something to the composer. Data only; `compose.caption` reads with it."""
