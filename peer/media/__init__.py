"""Sources and sinks of picture and voice."""
