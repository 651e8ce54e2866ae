"""How the call goes: the tone, the three warnings, the one prompt, and what is left of it when the call is over."""
