"""The tests of item 7, one file each; all of them tell the journal when they begin and end."""
