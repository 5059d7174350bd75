"""How each library answers; one file per library, one function per method."""
