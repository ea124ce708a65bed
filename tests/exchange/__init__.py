"""Imports and exports, from a file's first byte to the directory."""
