"""Grievance or abuse, the three warnings, the incident report, and what the agent is asked to attend to."""
