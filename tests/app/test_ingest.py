"""A folder of clips through the library into a real store, with an encoder without weights."""

import shutil
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import numpy as np
import pytest

from agents.guard.marks import told
from app import metadata
from app.ingest import INTERRUPTED, Report, ingest, main
from app.library import Library
from app.settings import load
from app.store.store import Store
from models.encode.encoder import FakeEncoder, Vectors
from models.errors import BadMedia, BadRequest, Cancelled, NoSuchItem, Unavailable
from models.media.transform import transform
from tests.media_factory import Image, make, truncated


def red(i: int, width: int, height: int) -> Image:
    image = np.zeros((height, width, 3), np.uint8)
    image[:, :, 0] = 220
    return image


class Blind(FakeEncoder):
    """An encoder whose image tower is not there."""

    def images(self, pictures: np.ndarray) -> Vectors:
        raise Unavailable("no image tower here")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(load(home=tmp_path / "home", corpus=tmp_path / "none")) as opened:
        yield opened


@pytest.fixture
def library(store: Store, tmp_path: Path) -> Library:
    return with_encoder(store, tmp_path, FakeEncoder())


def with_encoder(store: Store, tmp_path: Path, encoder: FakeEncoder) -> Library:
    settings = load(home=tmp_path / "home", corpus=tmp_path / "none", clip_seconds=5)
    return Library(store, store.catalogue(encoder.name), encoder, settings)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "clips"
    (made / "more").mkdir(parents=True)
    make(made / "a_red-wall.mp4", seconds=1, picture=red)
    make(made / "more" / "numbers.webm", seconds=1, codec="libvpx-vp9")
    return made


def kept(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "home" / "media").glob("*"))


def names(found: list[PurePosixPath]) -> list[str]:
    return [str(file) for file in found]


def test_each_clip_is_taken_in_and_the_reasons_of_the_rest_are_listed(
    library: Library, folder: Path
) -> None:
    shutil.copy(folder / "a_red-wall.mp4", folder / "z.mp4")
    (folder / "text.mp4").write_text("dear diary")
    (folder / "nothing.mov").touch()
    (folder / "notes.txt").write_text("not looked at")
    (folder / ".hidden.mp4").touch()
    make(folder / "long.mp4", seconds=6, fps=5)
    report = ingest(library, folder, quiet=True)
    assert names(report.taken) == ["a_red-wall.mp4", "more/numbers.webm"]
    assert [(str(a), str(b)) for a, b in report.duplicates] == [("z.mp4", "a_red-wall.mp4")]
    reasons = {str(file): why for file, why in report.refused}
    assert set(reasons) == {"text.mp4", "nothing.mov", "long.mp4"}
    assert "empty" in reasons["nothing.mov"] and "damaged" in reasons["text.mp4"]
    assert report.others == 1 and report.status == 0
    assert library.catalogue.count(None) == 2
    text = str(report)
    assert "2 taken in" in text and "Refused (3)" in text and "same as a_red-wall.mp4" in text


def test_what_was_taken_in_can_be_found_by_its_picture_and_its_words(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    ingest(library, folder, quiet=True)
    query = library.encoder.texts(["red"])[0]
    best = library.catalogue.nearest(query, "visual", 1, None)[0]
    item = library.catalogue.item(best.item_id, None)
    assert item.title == "A red wall" and item.origin == "uploaded" and item.owner is None
    assert best.score > 0.9
    assert library.catalogue.nearest(query, "text", 1, None)[0].item_id == item.id
    seen = library.catalogue.frames(item.id, None)
    assert seen is not None and len(seen.times) == 3
    assert library.catalogue.shots(item.id, None) == ((0.0, pytest.approx(1.0)),)
    assert item.thumbnail is not None and item.thumbnail.is_file()
    # No name that somebody gave reaches the disk.
    assert all("red" not in path.name for path in kept(tmp_path)) and len(kept(tmp_path)) == 4


def test_an_interrupted_run_goes_on_where_it_stopped(
    library: Library, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app import library as module

    def pressed(*_: object) -> None:
        raise KeyboardInterrupt

    whole = module.poster
    monkeypatch.setattr(
        module, "poster", lambda *a: pressed() if len(kept(tmp_path)) > 2 else whole(*a)
    )
    report = ingest(library, folder, quiet=True)
    assert report.stopped and report.status == INTERRUPTED and len(report.taken) == 1
    assert "goes on from here" in str(report)
    assert len(kept(tmp_path)) == 2  # the clip and its poster; the half-made one is gone
    monkeypatch.undo()
    report = ingest(library, folder, quiet=True)
    assert names(report.known) == ["a_red-wall.mp4"]
    assert names(report.taken) == ["more/numbers.webm"]
    assert ingest(library, folder, quiet=True).taken == []


@pytest.mark.parametrize("ending", ["csv", "tsv"])
def test_a_table_gives_the_words(
    library: Library, folder: Path, tmp_path: Path, ending: str
) -> None:
    table, mark = tmp_path / f"table.{ending}", "\t" if ending == "tsv" else ","
    rows = [
        ["file", "bytes", "title", "description", "tags", "licence", "declared"],
        ["clips/numbers.webm", "7", "<b>Stripes</b>", "it counts", "one; two", "CC0-1.0", "mine"],
        ["gone.mp4", "0", "", "", "", "", ""],
    ]
    table.write_text("\ufeff" + "\n".join(mark.join(row) for row in rows), encoding="utf-8")
    report = ingest(library, folder, metadata.read(table), quiet=True)
    assert report.unused == ["gone.mp4"] and "gone.mp4" in str(report)
    items = {library.known(p): p.name for p in folder.rglob("*.*")}
    item = next(i for i, name in items.items() if i and name == "numbers.webm")
    assert (item.title, item.description) == ("<b>Stripes</b>", "it counts")
    assert (item.tags, item.licence, item.declared) == (("one", "two"), "CC0-1.0", "mine")


@pytest.mark.parametrize("content", [b"name,title\na,b\n", b"", b"file\n\xff\xfe\n"])
def test_a_table_that_is_none_is_refused(tmp_path: Path, content: bytes) -> None:
    table = tmp_path / "table.csv"
    table.write_bytes(content)
    with pytest.raises(BadRequest, match=r"table\.csv"):
        metadata.read(table)
    with pytest.raises(BadRequest, match=r"absent\.csv"):
        metadata.read(tmp_path / "absent.csv")


def test_a_path_beats_a_name_and_a_name_that_two_rows_have_does_not_count() -> None:
    words = metadata.Metadata(
        {"a/x.mp4": metadata.Words(title="A"), "b/x.mp4": metadata.Words(title="B")}
    )
    assert words.of(PurePosixPath("b/x.mp4")).title == "B"
    assert words.of(PurePosixPath("x.mp4")).title == ""


def test_what_says_that_ai_made_it_goes_on_saying_so(library: Library, folder: Path) -> None:
    path = next(folder.glob("*.mp4"))
    said = path.with_name("said.mp4")
    transform(path, said, metadata={"AIGC": '{"Label": "1"}'})
    item = library.take(said, declared="brought by you")
    assert item.declared == "brought by you; made by AI, as the file itself says"
    assert told(item.media).pixels == "made" and told(item.media).mark is None
    assert library.take(path).declared == ""


def test_a_visitors_upload_stays_theirs(library: Library, folder: Path) -> None:
    mine, _ = library.store.users.create()
    theirs, _ = library.store.users.create()
    path = folder / "a_red-wall.mp4"
    item = library.take(path, owner=mine)
    assert library.take(path, owner=mine).id == item.id
    with pytest.raises(NoSuchItem):
        library.catalogue.item(item.id, theirs)
    # The same file from somebody else is an item of its own: neither learns of the other.
    assert library.known(path, theirs) is None and library.known(path) is None
    assert library.take(path, owner=theirs).id != item.id


@pytest.mark.parametrize("share", [0.3, 0.85])
def test_a_stop_leaves_nothing_behind(
    library: Library, folder: Path, tmp_path: Path, share: float
) -> None:
    def tick(fraction: float) -> None:
        if fraction >= share:
            raise Cancelled("stop")

    with pytest.raises(Cancelled):
        library.take(folder / "a_red-wall.mp4", tick=tick)
    assert kept(tmp_path) == [] and library.catalogue.count(None) == 0


def test_without_an_image_tower_the_words_are_kept_and_that_is_said_once(
    store: Store, folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    library = with_encoder(store, tmp_path, Blind())
    assert len(ingest(library, folder, quiet=True).taken) == 2
    assert [r.getMessage() for r in caplog.records if "words alone" in r.getMessage()] == [
        "items are found by their words alone: no image tower here"
    ]
    item = library.known(folder / "a_red-wall.mp4")
    assert item is not None
    assert library.catalogue.vectors([item.id], "visual", None) == {}
    assert item.id in library.catalogue.vectors([item.id], "text", None)


def test_the_demo_corpus_stays_in_place_and_a_broken_clip_spoils_nothing(
    library: Library, tmp_path: Path
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    make(corpus / "one.mp4", seconds=1, picture=red)
    (corpus / "two.mp4").write_text("broken")
    make(corpus / "three.mp4", seconds=1)
    rows = [
        f'{name},{name}.mp4,Title {name},words,a;b,"{{""subject"": ""{name}""}}",CC0-1.0'
        for name in ("one", "two", "three")
    ]
    head = "id,file,title,description,tags,attributes,licence"
    (corpus / "items.csv").write_text("\n".join([head, *rows]))
    assert library.corpus(corpus) == 2
    item = library.catalogue.item("demo-one", None)
    assert item.media == corpus / "one.mp4" and item.tags == ("a", "b")
    assert item.declared.startswith("rendered by a program") and item.licence == "CC0-1.0"
    assert library.store.items.attributes("demo-one", None) == {"subject": "one"}
    assert library.known(corpus / "one.mp4") == item
    library.catalogue.remove("demo-three")
    assert library.corpus(corpus) == 0  # what was removed does not come back
    assert library.corpus(tmp_path / "nowhere") == 0


def test_what_is_no_video_is_refused_with_a_sentence(library: Library, tmp_path: Path) -> None:
    (tmp_path / "text.mp4").write_text("dear diary")
    with pytest.raises(BadMedia, match=r"text\.mp4"):
        library.take(tmp_path / "text.mp4")


def test_control_characters_in_names_do_not_reach_the_terminal() -> None:
    report = Report(refused=[(PurePosixPath("a\x1b[2Jb.mp4"), "why")])
    assert "\x1b" not in str(report) and report.status == 1


def test_a_title_is_one_line_that_reads_forwards(library: Library, folder: Path) -> None:
    item = library.take(
        folder / "a_red-wall.mp4", title="my\n\u202e cat\t \U0001f469\u200d\U0001f373"
    )
    assert item.title == "my cat \U0001f469\u200d\U0001f373"
    named = shutil.copy(folder / "more" / "numbers.webm", folder / "\u202ea\nb.webm")
    assert library.take(named, title="\n").title == "A b"


def test_the_command_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([str(tmp_path / "nowhere")])
    assert "no folder" in capsys.readouterr().err
    (tmp_path / "empty").mkdir()
    assert main([str(tmp_path / "empty"), "--metadata", str(tmp_path / "absent.csv")]) == 1
    assert "absent.csv" in capsys.readouterr().err


def test_the_command_takes_a_folder_in(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(folder), "--home", str(tmp_path / "elsewhere")]) == 0
    assert "2 taken in, 0 here already" in capsys.readouterr().out
    assert main([str(folder), "--home", str(tmp_path / "elsewhere")]) == 0
    assert "0 taken in, 2 here already" in capsys.readouterr().out


@pytest.mark.data
def test_awkward_real_files_are_taken_in_or_refused_with_a_reason(
    library: Library, data_dir: Path
) -> None:
    library.limits = type(library.limits)()  # one of them has 15 seconds
    cases = data_dir / "edgecases"
    clips = [p for p in cases.iterdir() if p.suffix != ".tsv"]
    report = ingest(library, cases, metadata.read(cases / "MANIFEST.tsv"), quiet=True)
    assert len(report.taken) + len(report.refused) + len(report.duplicates) == len(clips) > 4
    assert all(why.endswith(".") for _, why in report.refused) and report.unused == []
    for path in clips:
        item = library.known(path)
        assert item is None or (item.media.is_file() and item.description)


def test_a_table_given_later_gives_clips_their_words(library: Library, folder: Path) -> None:
    ingest(library, folder, quiet=True)
    words = metadata.Metadata({"a_red-wall.mp4": metadata.Words(title="Bricks", tags=("wall",))})
    report = ingest(library, folder, words, quiet=True)
    assert report.reworded == 1 and "1 of them have new words" in str(report)
    item = library.known(folder / "a_red-wall.mp4")
    assert item is not None and (item.title, item.tags) == ("Bricks", ("wall",))
    query = library.encoder.texts(["Bricks. wall"])[0]
    assert library.catalogue.nearest(query, "text", 1, None)[0].item_id == item.id
    assert library.catalogue.frames(item.id, None) is not None
    assert ingest(library, folder, words, quiet=True).reworded == 0


def test_a_clip_that_was_cut_short_is_listed(library: Library, tmp_path: Path) -> None:
    whole = make(tmp_path / "whole.mp4", seconds=5)
    (tmp_path / "in").mkdir()
    truncated(whole, tmp_path / "in" / "part.mp4", 0.6)
    report = ingest(library, tmp_path / "in", quiet=True)
    assert names(report.taken) == ["part.mp4"]
    assert "In part (1):\n  part.mp4: The file is cut short" in str(report)
