"""Printers: IPP, and a folder where there is none."""
