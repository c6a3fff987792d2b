"""One function a command: load, compute, report. Called by the command line and the web app alike."""
