"""A talk on the screen while it is written: reading it again, watching its files, telling the browsers."""
