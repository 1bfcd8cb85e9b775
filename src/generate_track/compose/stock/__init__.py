"""Stock: rhythms, lines and figures that several styles share, in all metres."""
