"""What the softphone tells us, and what we may ask of it."""
