"""The golden thread for people to read: pictures, sentences and the charts of its measures."""
