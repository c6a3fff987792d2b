"""The invented town's story: voices, themes, maps, decisions, deeds and replies. Every word of it is made up."""
