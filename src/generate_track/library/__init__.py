"""The library: where tracks lie, what is written into them, and the journal of tasks."""
