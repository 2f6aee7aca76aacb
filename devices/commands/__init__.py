"""One file a command of `cloudwindow devices`, imported when it is asked for. The table in `devices.cli` names them."""
