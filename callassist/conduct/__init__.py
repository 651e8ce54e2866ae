"""Grievance or abuse, the three warnings, and what the agent is asked to attend to."""
