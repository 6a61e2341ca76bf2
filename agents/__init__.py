"""Who decides: the instructor, the retriever, the editor, the guard. Knows no UI and no database."""
