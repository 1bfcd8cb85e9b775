"""A GPU server of one's own: plan it, start it, prove that it makes music, watch what it costs, end it."""
