"""Resident ID cards (SAM_V): interface, codec, serial driver."""
