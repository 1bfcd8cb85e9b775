"""A caption in, a finished track out."""
