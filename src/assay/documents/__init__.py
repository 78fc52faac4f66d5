"""Documents: files in, text with offsets out."""
