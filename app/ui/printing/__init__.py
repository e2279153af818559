"""Papers that are measured in millimetres: labels and envelopes on a printer or as PDF."""
