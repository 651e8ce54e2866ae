"""The windows: everything that touches Qt lives below here."""
