"""What goes on paper and into slides: pictures of maps and charts, with all that must stand beside them."""
