"""The other glass: the same verbs from a terminal."""
