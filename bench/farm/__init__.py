"""What the queue and the server bear, and what they survive."""
