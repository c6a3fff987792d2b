"""How days, times and numbers are written, where Django has nothing or other than our pages write.

Every language has the digits 0 to 9 and the 24-hour clock: see decision 0021.
"""
