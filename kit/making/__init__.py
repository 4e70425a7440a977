"""A study set from any speech: its seeds, papers and lessons as far as a rule can make them."""
