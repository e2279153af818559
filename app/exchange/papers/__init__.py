"""Labels and envelopes in millimetres."""
