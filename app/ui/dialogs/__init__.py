"""The one door for words that interrupt."""
