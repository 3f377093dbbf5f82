"""Scores to findings: shares with their intervals, and the tone along a thread."""
