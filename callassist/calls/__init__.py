"""One call from ring to wrap-up: call files, the session, hearing, the journal."""
