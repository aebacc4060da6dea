"""Raw files of the publishers → checked parquet. One adapter a source; nothing is lost on the way."""
