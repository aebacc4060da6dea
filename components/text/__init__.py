"""How things are said: words in three languages, sentences, tooltips, records as rows of words."""
