"""dialogkit."""
