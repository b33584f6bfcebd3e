"""The fictional sample archive, and archives of any size with known answers."""

from corpus.archives import Mix, generate
from corpus.sample import SAMPLE, sample
from corpus.specimen import Specimen
from corpus.write import write_archive

__all__ = ["SAMPLE", "Mix", "Specimen", "generate", "sample", "write_archive"]
