"""Presets: many tracks described in one file, and the making of all of them."""
