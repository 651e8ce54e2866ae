"""How two people talk: whose turn it is, who talks over whom, silence, what is said back, and how it is said."""
