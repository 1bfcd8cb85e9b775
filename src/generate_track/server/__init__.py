"""The HTTP server: ACE-Step 1.5's API and our own, over the queue."""
