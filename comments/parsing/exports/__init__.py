"""Structured exports of comment systems and platforms, one module each."""
