"""Treatment of words before anybody sees them: normalising, spoken numbers, redaction."""
