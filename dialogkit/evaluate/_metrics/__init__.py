"""The metrics, a few in a file; every file in this folder is found and loaded."""
