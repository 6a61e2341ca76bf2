"""What is kept: visitors, items with their embeddings, conversations, feedback, and a log.

Open it with :meth:`app.store.store.Store.open`; each repository is one file, takes and returns
the types of ``models.domain``, may be called from any thread, and has committed to disk when a
writing method returns.
"""
