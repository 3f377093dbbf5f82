"""Files that hold pages: archives, web archives, and saved pages of many parts."""
