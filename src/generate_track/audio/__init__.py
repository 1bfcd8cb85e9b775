"""Audio files: what they are, reading, writing, converting and judging them."""
