"""The kiosk on paper: packs to print, marked sheets to read."""
