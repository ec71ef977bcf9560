"""The bank: cards as TOML, and their one loader."""
