"""What is told of calls that are over: the call log, one call whole, and both as files."""
