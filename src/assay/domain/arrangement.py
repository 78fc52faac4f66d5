"""Ways to work together across a border: what each takes, costs and risks. Nothing here enters a score."""
