"""Scores to findings: shares with intervals, comparisons, dynamics of threads, repeated texts."""
