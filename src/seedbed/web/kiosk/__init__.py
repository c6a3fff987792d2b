"""The mapping kiosk: residents speak, write, show on the map or take a photo, by themselves."""
