"""The top floor: how people reach the archive, by page, JSON, SQL and command line."""
