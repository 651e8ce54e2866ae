"""How good and how fast CallAssist is, beside its peers; see README.md for what each figure means."""
