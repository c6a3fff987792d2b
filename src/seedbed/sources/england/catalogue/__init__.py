"""The catalogue of England's indicators: names, units, topics and rules, in plain English."""
