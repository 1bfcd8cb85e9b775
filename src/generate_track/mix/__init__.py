"""Stems to master: balance, space, dynamics and loudness, block by block."""
