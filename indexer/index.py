"""Keeps the index level with the catalogue, which is the truth.

A build writes its rows and then calls ``update`` within the same transaction of the catalogue.
``update`` compares the findings that the catalogue holds with those that the engine and the
similarity index hold, by their ``seq``, and writes the difference. It ends by noting a new
generation in the catalogue's ``state``, under the number that both indexes were given.

A reader opens the indexes when their generation is the one that the catalogue names, and opens
them again when the catalogue names another; it never sees half a build. Should a build be killed
after the indexes were written and before the catalogue was committed, they are ahead of the
catalogue: the numbers differ, and the next ``update`` brings them back by the same comparison.
An index that is missing, damaged, or written by another version of the schema or the dictionary
counts as empty, so that it is built again from the catalogue.
"""
