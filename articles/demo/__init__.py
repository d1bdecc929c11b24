"""The demonstration content: its texts, its pictures and the loader that puts them in."""
