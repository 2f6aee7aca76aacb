"""The other side of each device protocol, run as processes of their own; never imported by a program."""
