"""What the browser fetches by URL: basemap, map layers, health; and the headers on every answer."""
