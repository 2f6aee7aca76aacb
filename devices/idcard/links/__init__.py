"""Ways to a SAM_V reader, each a `devices.idcard.link.Link`; loaded when one is asked for."""
