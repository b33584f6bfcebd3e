"""The commands of ``xunjian``: each turns arguments into one call, and its answer into text."""
