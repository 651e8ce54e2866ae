"""Promises: the strip below a call, the book on a page of its own, and reminders."""
