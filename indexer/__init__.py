"""How findings are found: segmentation, the query language, engines, similarity, the build."""
