"""The instructor that asks a chat model, whichever it is."""
