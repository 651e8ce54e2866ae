"""Who calls and what answers them: the customer's card and record, answers, phrases, and what is broken just now."""
