"""What lasts: the encrypted database, its key, its schema and migrations, and getting everything out again."""
