"""Knowing the customer: the record that pops up when it rings, its edits, and bringing a company's customers in."""
