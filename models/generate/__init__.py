"""The generator: one small model that creates, revises, extends and draws thumbnails."""
