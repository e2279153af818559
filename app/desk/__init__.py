"""The work at the desk: foreign files and operations put together once, for both glasses."""
