"""Whether everything that a transcript needs is there on this PC; looks, and never changes anything."""
