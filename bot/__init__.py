"""The dialogue core: decides everything, touches nothing (no I/O, no clock, no chance, no platform)."""
