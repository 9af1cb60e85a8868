"""``python -m slidekit``."""

from slidekit.start import main

main()
