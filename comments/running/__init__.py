"""Batches: the run folder, resume, and the conducting of the four steps."""
