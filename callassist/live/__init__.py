"""Hearing a live call: two watched child processes, the sound they share, and what they tell."""
