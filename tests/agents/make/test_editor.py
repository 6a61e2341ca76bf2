"""Edits of made clips, end to end: what comes out is measured."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from agents.calls import grouped
from agents.guard.marks import Marks, arrived
from agents.make import tools
from agents.make.editor import Editor, NoPart
from agents.make.jobs import unwatched
from agents.retrieve.catalogue import MemoryCatalogue
from agents.retrieve.taste import Taste
from models.domain import Artifact, Item, ToolCall
from models.errors import BadRequest, Cancelled
from models.media.audio import AudioSource
from models.media.loudness import loudness
from models.media.picture import picture_metadata, read_image
from models.media.probe import probe
from models.media.sample import at
from models.media.soundtrack import whole
from models.media.transform import transform
from models.media.write import read_metadata
from models.provenance.marker import FakeMarker
from tests.agents.stage import ENCODER, coloured, item
from tests.media_factory import heard, tone

NOBODY = Taste()


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    return Editor(MemoryCatalogue(), ENCODER, tmp_path / "work")


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Item:
    """Red, green, blue, two seconds each, with sound."""
    path = tmp_path_factory.mktemp("clips") / "rgb.mp4"
    coloured(path, ("red", "green", "blue"), sound=tone(6.0))
    return item("rgb", "Colours", media=path, duration=6.0, has_audio=True)


def run(editor: Editor, clip: Item, *calls: ToolCall, taste: Taste = NOBODY) -> Artifact:
    (group,) = grouped(calls)
    return tools.run(
        group, tools.Bench(editor=editor, item=clip, taste=taste, viewer="v", watch=unwatched)
    )


def call(name: str, **arguments: Any) -> ToolCall:
    return ToolCall(name=name, arguments=arguments)


def colour(path: Path, time: float) -> str:
    """The colour of the lower half, where no label lies."""
    image = next(iter(at(path, [time]))).image
    means = image[image.shape[0] // 2 :].mean((0, 1))
    return ("red", "green", "blue")[int(means.argmax())]


def test_the_part_with_something_is_that_part_and_keeps_its_sound(
    editor: Editor, clip: Item
) -> None:
    made = run(editor, clip, call("clip", about="green"))
    info = probe(made.media)
    assert info.duration == pytest.approx(2.0, abs=0.6) and info.has_audio
    assert {colour(made.media, t) for t in (0.3, 1.0, 1.5)} == {"green"}
    assert made.recipe.pixels == "kept" and made.note == "The part closest to “green”."


def test_a_part_of_what_is_not_there_is_refused_with_a_guess(editor: Editor, clip: Item) -> None:
    with pytest.raises(NoPart, match="“submarine”") as refused:
        run(editor, clip, call("clip", about="submarine"))
    assert 0 <= refused.value.start < refused.value.end <= 6.0
    made = run(editor, clip, call("clip", about="submarine", guess=True))
    assert "best guess" in made.note
    assert not list(editor.work.glob(".*"))


def test_without_words_taste_chooses_the_part(editor: Editor, clip: Item) -> None:
    taste = Taste(liked=("x",), history=ENCODER.texts(["blue"])[0])
    made = run(editor, clip, call("clip", seconds=1.0), taste=taste)
    assert colour(made.media, 0.5) == "blue"
    assert probe(made.media).duration == pytest.approx(1.0, abs=0.15)


@pytest.mark.parametrize(
    ("arguments", "seen", "seconds"),
    [
        ({"start": 2.0, "end": 4.0}, "green", 2.0),
        ({"start": -1.5}, "blue", 1.5),
        ({"end": -4.5}, "red", 1.5),
    ],
)
def test_a_named_part_is_that_part(
    editor: Editor, clip: Item, arguments: dict[str, float], seen: str, seconds: float
) -> None:
    made = run(editor, clip, call("clip", **arguments))
    assert colour(made.media, seconds / 2) == seen
    assert probe(made.media).duration == pytest.approx(seconds, abs=0.2)


def test_parts_outside_and_cuts_that_change_nothing_are_refused(editor: Editor, clip: Item) -> None:
    with pytest.raises(BadRequest, match="6.0 s long"):
        run(editor, clip, call("clip", start=7.0, end=9.0))
    with pytest.raises(BadRequest, match="stays whole"):
        run(editor, clip, call("clip", seconds=10.0))
    with pytest.raises(BadRequest, match="did not find what to change"):
        run(editor, clip, call("adjust"))
    with pytest.raises(BadRequest, match="style"):
        run(editor, clip, call("style", style="baroque"))
    with pytest.raises(BadRequest, match="no tool"):
        run(editor, clip, call("explode"))


def test_several_wishes_are_one_encode(
    editor: Editor, clip: Item, monkeypatch: pytest.MonkeyPatch
) -> None:
    from models.media import transform as module

    encodes = []
    real = module.transform
    monkeypatch.setattr(module, "transform", lambda *a, **k: (encodes.append(1), real(*a, **k))[1])
    made = run(
        editor,
        clip,
        call("adjust", aspect="1:1", mute=True, speed=2.0),
        call("style", style="noir", strength=1.0),
        call("clip", about="green"),
    )
    info = probe(made.media)
    assert len(encodes) == 1 and len(list(editor.work.iterdir())) == 1
    assert (info.width, info.height, info.has_audio) == (64, 64, False)
    assert info.duration == pytest.approx(1.0, abs=0.4)
    assert made.recipe.tool == "clip+adjust+style" and made.recipe.pixels == "changed"
    grey = next(iter(at(made.media, [0.5]))).image.astype(int)
    assert np.abs(grey[..., 0] - grey[..., 1]).mean() < 6
    assert made.title == "Colours (clip, square, twice as fast, without sound, film noir)"


def test_a_wish_that_is_met_already_does_not_stop_the_others(editor: Editor, clip: Item) -> None:
    made = run(editor, clip, call("clip", seconds=10.0), call("adjust", mute=True))
    assert "stays whole" in made.note and not probe(made.media).has_audio


@pytest.mark.parametrize(
    ("arguments", "size", "seconds", "audio"),
    [
        ({"speed": 2.0}, (96, 64), 3.0, True),
        ({"speed": 0.5}, (96, 64), 12.0, True),
        ({"start": 1.0, "end": 2.5}, (96, 64), 1.5, True),
        ({"aspect": "9:16"}, (36, 64), 6.0, True),
        ({"aspect": "1:1"}, (64, 64), 6.0, True),
        ({"brightness": 0.4}, (96, 64), 6.0, True),
        ({"warmth": 0.5}, (96, 64), 6.0, True),
        ({"mute": True}, (96, 64), 6.0, False),
        ({"text": "Hello"}, (96, 64), 6.0, True),
    ],
)
def test_every_adjustment_does_what_it_says(
    editor: Editor,
    clip: Item,
    arguments: dict[str, Any],
    size: tuple[int, int],
    seconds: float,
    audio: bool,
) -> None:
    made = run(editor, clip, call("adjust", **arguments))
    info = probe(made.media)
    assert (info.width, info.height) == pytest.approx(size, abs=2)
    assert info.duration == pytest.approx(seconds, abs=0.25) and info.has_audio is audio
    if audio:
        assert np.abs(heard(made.media)).max() > 0.2
    before, after = (next(iter(at(p, [seconds / 2]))).image for p in (clip.media, made.media))
    if "brightness" in arguments:
        assert after.mean() > before.mean() + 5
    if "warmth" in arguments:
        middle = [
            int(image[..., 0].mean()) - int(image[..., 2].mean()) for image in (before, after)
        ]
        assert middle[1] > middle[0]


def test_a_clip_held_upright_is_edited_upright(editor: Editor, tmp_path: Path) -> None:
    path = coloured(tmp_path / "phone.mp4", ("red", "blue"), each=1.0, rotation=90)
    phone = item("phone", media=path, duration=2.0)
    made = run(editor, phone, call("adjust", brightness=0.2))
    info = probe(made.media)
    assert (info.width, info.height) == (64, 96)
    square = run(editor, phone, call("clip", seconds=0.8), call("adjust", aspect="1:1"))
    assert (probe(square.media).width, probe(square.media).height) == (64, 64)


def test_an_edit_of_a_changed_clip_stays_marked(editor: Editor, clip: Item) -> None:
    styled = run(editor, clip, call("adjust", brightness=0.2))
    again = item("s", "Colours (brighter)", media=styled.media, duration=6.0, origin="edited")
    late = run(editor, again, call("clip", start=4.0, end=6.0))
    assert late.recipe.pixels == "changed"
    assert json.loads(read_metadata(late.media)["generec"])["pixels"] == "changed"
    plain = run(editor, clip, call("clip", start=4.0, end=6.0))
    first, bare = (next(iter(at(made.media, [0.2]))).image.astype(int) for made in (late, plain))
    assert np.abs(first[:12, :40] - bare[:12, :40]).mean() > 20  # the label, burned in again
    assert late.title == "Colours (brighter, clip)"
    cover = run(editor, again, call("thumbnail", about="blue"))
    assert cover.recipe.pixels == "changed"


def test_changed_pictures_get_a_mark_of_their_own_and_a_plain_cut_keeps_its_source_s(
    editor: Editor, clip: Item
) -> None:
    editor = Editor(editor.catalogue, editor.encoder, editor.work, Marks(FakeMarker()))
    cut = run(editor, clip, call("clip", start=0.0, end=4.0))
    assert cut.mark is None and cut.sources == (clip.media,)
    styled = run(editor, clip, call("adjust", brightness=0.2))
    other = run(editor, clip, call("adjust", brightness=0.2))
    assert styled.mark is not None and styled.mark != other.mark
    assert len(styled.looks) == 12 and not cut.looks  # two a second of six
    again = item("s", media=styled.media, duration=6.0, origin="edited")
    assert run(editor, again, call("clip", start=0.0, end=4.0)).mark == styled.mark
    assert run(editor, again, call("thumbnail", about="blue")).mark == styled.mark
    assert run(editor, again, call("adjust", brightness=-0.1)).mark not in (styled.mark, None)


def test_ai_s_pictures_that_came_without_a_mark_get_one(
    editor: Editor, clip: Item, tmp_path: Path
) -> None:
    editor = Editor(editor.catalogue, editor.encoder, editor.work, Marks(FakeMarker()))
    transform(clip.media, tmp_path / "ai.mp4", metadata=arrived("made"))
    brought = item("b", media=tmp_path / "ai.mp4", duration=6.0)
    for made in (
        run(editor, brought, call("clip", start=0.0, end=4.0)),
        run(editor, brought, call("thumbnail", about="blue")),
    ):
        assert made.recipe.pixels == "made" and made.mark is not None


def test_a_cover_shows_what_was_asked_for_or_liked_and_never_black(
    editor: Editor, tmp_path: Path
) -> None:
    path = coloured(tmp_path / "c.mp4", ("black", "red", "green", "blue"), each=1.5)
    clip = item("c", media=path, duration=6.0)

    def cover(taste: Taste = NOBODY, **arguments: str) -> tuple[str, Artifact]:
        made = run(editor, clip, call("thumbnail", **arguments), taste=taste)
        means = read_image(made.media).mean((0, 1))
        assert means.max() > 60
        return ("red", "green", "blue")[int(means.argmax())], made

    assert cover(about="green")[0] == "green"
    liked = Taste(liked=("x", "y"), history=ENCODER.texts(["blue"])[0])
    seen, made = cover(liked)
    assert seen == "blue" and made.note == "The frame nearest to the 2 you liked."
    _, made = cover()
    assert "not liked anything yet" in made.note
    told = json.loads(picture_metadata(made.media)["generec"])
    assert told["tool"] == "thumbnail" and told["parents"] == ["c"]


def test_a_stopped_edit_leaves_nothing(editor: Editor, clip: Item) -> None:
    def stop(fraction: float, preview: object = None) -> None:
        if fraction > 0.3:
            raise Cancelled("stop")

    bench = tools.Bench(editor=editor, item=clip, taste=NOBODY, viewer="v", watch=stop)
    with pytest.raises(Cancelled):
        tools.run((call("adjust", brightness=0.2),), bench)
    assert not list(editor.work.iterdir())


def test_calls_are_grouped_by_the_file_they_make() -> None:
    names = ("style", "clip", "thumbnail", "adjust", "clip", "clip")
    groups = grouped([call(name) for name in names])
    assert [[one.name for one in group] for group in groups] == [
        ["clip", "style"], ["thumbnail"], ["clip", "adjust"], ["clip"],
    ]  # fmt: skip


def test_louder_is_heard_and_what_there_is_no_room_for_is_said(
    editor: Editor, clip: Item, tmp_path: Path
) -> None:
    softer = run(editor, clip, call("adjust", volume=-10.0))
    assert softer.recipe.pixels == "kept" and softer.note == "Now quieter."
    before, after = (loudness(whole(AudioSource(path=one.media), 6.0)) for one in (clip, softer))
    assert before is not None and after == pytest.approx(before - 10.0, abs=0.3)
    loud = run(editor, clip, call("adjust", volume=12.0))
    assert "would distort" in loud.note
    assert np.abs(whole(AudioSource(path=loud.media), 6.0)).max() < 1.0
    silent = item("s", media=coloured(tmp_path / "s.mp4", ("red",), each=1.0), duration=1.0)
    with pytest.raises(BadRequest, match="no sound"):
        run(editor, silent, call("adjust", volume=6.0))


def test_music_is_heard_under_a_clip_that_had_no_sound_and_said_to_be_synthesised(
    editor: Editor, tmp_path: Path
) -> None:
    silent = item("s", media=coloured(tmp_path / "s.mp4", ("red",), each=2.0), duration=2.0)
    made = run(editor, silent, call("adjust", music="calm"))
    assert probe(made.media).has_audio and np.abs(heard(made.media)).max() > 0.05
    assert made.recipe.pixels == "kept" and "synthesised" in made.note
    assert made.title == "s (with calm music)"


def test_backwards_turned_and_faded_is_one_encode(editor: Editor, clip: Item) -> None:
    made = run(editor, clip, call("adjust", direction="backwards", turn=90, fade_out=1.0))
    info = probe(made.media)
    assert (info.width, info.height) == (64, 96) and info.duration == pytest.approx(6.0, abs=0.1)
    assert [colour(made.media, t) for t in (0.5, 2.5, 4.5)] == ["blue", "green", "red"]
    last = next(iter(at(made.media, [5.98]))).image
    assert last[last.shape[0] // 2 :].mean() < 12 and made.recipe.pixels == "changed"
    assert made.title == "Colours (turned, backwards, fading out)" and "the other way" in made.note


def test_what_is_steady_already_is_said_to_be(editor: Editor, clip: Item) -> None:
    with pytest.raises(BadRequest, match="steady already"):
        run(editor, clip, call("adjust", steady=True))
    made = run(editor, clip, call("adjust", steady=True, zoom=2.0, end=1.0))
    assert "steady already" in made.note and probe(made.media).width == 96


def test_a_sound_fades_and_its_pictures_stay(editor: Editor, clip: Item) -> None:
    made = run(editor, clip, call("adjust", sound_fade_out=2.0))
    assert made.recipe.pixels == "kept" and made.title == "Colours (its sound fading out)"
    assert colour(made.media, 5.95) == "blue"
    last = next(iter(at(made.media, [5.95]))).image
    assert last[last.shape[0] // 2 :].max() > 150
    wave = np.abs(whole(AudioSource(path=made.media), 6.0))
    assert wave[:, -4800:].mean() < 0.1 * wave[:, 48000:96000].mean()


def test_what_a_silent_clip_has_no_sound_for_is_said_and_the_rest_is_done(
    editor: Editor, tmp_path: Path
) -> None:
    silent = item("s", media=coloured(tmp_path / "s.mp4", ("red",), each=1.0), duration=1.0)
    made = run(editor, silent, call("adjust", volume=6.0), call("style", style="noir"))
    assert "no sound" in made.note and "louder" not in made.title and "noir" in made.title
    with pytest.raises(BadRequest, match="no sound"):
        run(editor, silent, call("adjust", sound_fade_out=1.0))
    music = run(editor, silent, call("adjust", volume=6.0, music="calm"))
    assert music.recipe.parameters["music_volume"] == 6.0
