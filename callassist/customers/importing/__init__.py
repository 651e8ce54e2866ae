"""Bringing a company's customers in from a CSV file: read, understood, compared with what is there, written whole."""
