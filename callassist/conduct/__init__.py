"""Grievance or abuse, the three warnings, and what is reported of them."""
