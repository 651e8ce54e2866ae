"""Every state of the window on show: plainly fictitious calls, told as the engine would tell them."""
