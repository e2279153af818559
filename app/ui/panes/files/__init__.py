"""Files of everybody: kept, looked at, opened safely."""
