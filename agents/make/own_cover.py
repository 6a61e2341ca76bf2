"""A picture that a visitor sent becomes the cover of a clip, as it is."""

from __future__ import annotations

from agents.guard.marks import told
from agents.make.editor import Editor
from models.domain import Artifact, Item, Pixels, Recipe
from models.errors import Unavailable

LONG_SIDE = 1280
_MORE: tuple[Pixels, ...] = ("kept", "changed", "made")


def own_cover(editor: Editor, item: Item, name: str) -> Artifact:
    """Write the picture that is kept as ``name`` as a cover of ``item``.

    Of a clip that AI changed or made it has the label, too: it is what is seen of it first. So has
    a picture that said, as it came, that AI made it.

    Raises :class:`BadRequest` where the picture is gone, :class:`Unavailable` where none are kept.
    """
    from models.media import poster

    if editor.imitation is None:
        raise Unavailable("no pictures are kept here; let me choose a frame of the clip instead")
    picture = editor.imitation.picture(name, LONG_SIDE)
    clip, declared = told(item.media), editor.imitation.declared(name)
    if declared == "kept":
        mark = editor.marks.kept(clip)
    else:  # the mark that the clip may have is not in this picture
        mark = editor.marks.new(max(clip.pixels, declared, key=_MORE.index))
    recipe = Recipe(tool="thumbnail", pixels=mark.pixels, parameters={"own": True})
    target = editor.target(".jpg")
    words = mark.lineage(recipe, (item.id,))
    poster.save(mark.still(picture), target, width=picture.shape[1], metadata=words)
    return Artifact(
        media=target,
        kind="image",
        title=item.title,
        parents=(item.id,),
        recipe=recipe,
        note="Your picture is its cover now; the clip itself is as it was.",
        sources=(item.media,),
        mark=mark.identifier,
    )
