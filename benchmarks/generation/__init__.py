"""What the generator makes: does it show what was asked, does it suit the visitor, how quick is it.

``python -m benchmarks.generation [--parts A,B] [--data DIR] [--keep FOLDER] [--json FILE]``, parts:

- *instrument*: what the probes read off true renders of the test split that is right, of what can
  be seen (:mod:`models.train.visible`); what the parts below are measured with.
- *words*: prompts of scenes whose combination was never rendered in training, one sample each,
  nothing chosen; the attributes that the prompt says, where a render of the scene shows them, are
  read off the pixels by the probes, beside the same of the true renders (the most that can be
  measured) and of other renders (chance).
- *settings*: the same for prompts of other scenes, by steps and guidance: what the defaults were
  chosen on.
- *taste*: simulated visitors; share of the visitor's preferred attributes that clips made without
  words carry, with *User_Hist*, with *User_Emb*, both and neither, in pairs; likeness to likes that
  were kept aside.
- *restyled*: revision for a visitor without words: likeness to the source and taste, by strength.
- *revision*: with words: likeness to the source and whether what was said was done, by strength.
- *seconds*: of a clip by number of steps, in the other number format, and compiled.
- *steps*: what is seen in clips by number of steps, and their Fréchet distance to
  renders on the features of the project's own image encoder (which makes it no FVD).
- *tools*: seconds and peak memory of each tool of the studio, each in a process of its own.
- *real*: the clips and photos of ``--data`` as sources, beside renders.
- *leak*: memory over 50 orders, half of them given up in the middle.

What is drawn is kept in ``--keep``, so that a run that was stopped goes on where it was. Rendered
clips of the test split are made where they are missing.
"""
