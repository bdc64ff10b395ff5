"""Items as rows of files: CSV and JSON, in and out."""
