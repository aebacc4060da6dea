"""Files of any kind as tables of text: containers, encodings, headers, lines."""
