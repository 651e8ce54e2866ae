"""What was promised: heard, counted in days that people work, and kept."""
