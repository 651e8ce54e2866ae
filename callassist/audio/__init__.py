"""Sound in: recordings now, the softphone and the microphone next."""
