"""Photos, sound, film, drawings and scans: taken in, checked, made safe, shown only to who may see them."""
