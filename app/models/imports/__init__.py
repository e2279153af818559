"""What a row of a foreign file asks of the book, and the ledger of its cells."""
