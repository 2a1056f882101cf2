"""The trigger drawer: a callflow's form, its confirmation, and what became of it. Loaded after the first paint."""
