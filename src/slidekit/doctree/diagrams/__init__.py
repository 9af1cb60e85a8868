"""Diagrams: their source to SVG that may stand in a page, in the theme's colours. Knows no docutils."""
