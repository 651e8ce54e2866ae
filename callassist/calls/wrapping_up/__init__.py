"""After the call: what it came to, written down by the agent, kept, and handed on."""
