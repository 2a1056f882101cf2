"""A callflow's form while it is filled in, and the files that it comes from."""
