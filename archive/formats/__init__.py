"""One module a format, each with one function from the bytes of a file to its ``Content``."""
