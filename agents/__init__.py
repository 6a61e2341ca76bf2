"""Who decides: instructor, retriever, editor, guard. Knows no UI and no database."""
