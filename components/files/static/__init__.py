"""What is the same for every question: the first answer of a page, scripts, typefaces, the basemap."""
