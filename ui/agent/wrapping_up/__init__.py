"""The wrap-up: what the agent writes down of a call when it is over."""
