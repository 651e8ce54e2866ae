"""What the company knows: articles and their facts, how they are found, phrases, and what is broken just now."""
