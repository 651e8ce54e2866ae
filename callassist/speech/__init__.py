"""Speech to words, on this PC: engines, voice activity, endpointing, the models and how good they are."""
