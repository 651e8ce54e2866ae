"""The company's CRM: its records read when it rings, and what came of a call written back."""
