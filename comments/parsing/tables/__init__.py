"""Tables with a column of comment texts."""
