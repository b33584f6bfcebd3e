"""How fast, how small, how soon served: measured beside what people would otherwise use."""
