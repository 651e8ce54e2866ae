"""The agent's window: a slim panel beside the softphone."""
