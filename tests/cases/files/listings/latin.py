# Café
x = "ü"
