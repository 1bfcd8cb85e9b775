"""Jobs that survive: rows in a database, workers that take them, and a store that keeps their audio."""
