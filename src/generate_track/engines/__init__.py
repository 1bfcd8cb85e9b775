"""Engines: each turns a request into takes."""
