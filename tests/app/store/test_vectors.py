import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.settings import Settings
from app.store import vectors
from app.store.store import Store
from app.store.vectors import VectorIndex
from models import vector_file
from models.neighbours import Neighbours
from tests.contracts.catalogue import axis, item

ENCODER = "toy@1"


def file_of(settings: Settings) -> Path:
    return settings.home / "index" / "toy@1-visual.faiss"


def nearest(store: Store) -> str:
    return store.catalogue(ENCODER).nearest(axis(0), "visual", 1, None)[0].item_id


@pytest.fixture
def filled(settings: Settings) -> Settings:
    """A closed store with three items, whose index is on disk."""
    with Store(settings) as store:
        for number in range(3):
            store.catalogue(ENCODER).add(item(f"i{number}"), visual=axis(0, float(number)))
        assert nearest(store) == "i0"
    assert file_of(settings).is_file()
    return settings


def test_the_file_is_used_at_the_next_start(
    filled: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    added: list[int] = []
    original = VectorIndex._take

    def counting(index: VectorIndex, keys: NDArray[np.int64]) -> None:
        added.append(len(keys))
        original(index, keys)

    monkeypatch.setattr(VectorIndex, "_take", counting)
    with Store(filled) as store:
        assert nearest(store) == "i0"
    assert sum(added) == 0


def _truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-200])


def _flip(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[-50] ^= 0xFF
    file.write_bytes(data)


def _nonsense(file: Path) -> None:
    file.write_bytes(b"no index at all")


def _other_header(file: Path) -> None:
    index, told = vector_file.read(file)
    vector_file.write(index, told | {"marks": {"0": "that of another database"}}, file)


@pytest.mark.parametrize("spoil", [Path.unlink, _truncate, _flip, _nonsense, _other_header])
def test_a_lost_or_spoilt_file_is_rebuilt(
    filled: Settings, spoil: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    spoil(file_of(filled))
    with Store(filled) as store:
        assert nearest(store) == "i0"
        assert len(store.catalogue(ENCODER).nearest(axis(0), "visual", 9, None)) == 3
    assert vector_file.read(file_of(filled))[1]["newest"] == 3
    assert ("rebuilding the vector index" in caplog.text) == (spoil is not Path.unlink)


def test_a_file_that_belonged_to_another_database_is_not_believed(filled: Settings) -> None:
    for file in filled.home.glob("generec.db*"):
        file.unlink()
    with Store(filled) as store:
        for number in range(3):
            store.catalogue(ENCODER).add(item(f"j{number}"), visual=axis(0, 3.0 - number))
        assert nearest(store) == "j2"


def test_a_file_older_than_the_database_is_brought_up_to_date(filled: Settings) -> None:
    old = file_of(filled).read_bytes()
    with Store(filled) as store:
        store.catalogue(ENCODER).remove("i0")
        store.catalogue(ENCODER).add(item("new"), visual=axis(0, 0.1))
        assert nearest(store) == "new"
    file_of(filled).write_bytes(old)
    with Store(filled) as store:
        assert nearest(store) == "new"


def test_only_the_stretches_that_changed_are_built_anew(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "STRETCH", 4)
    with Store(settings) as store:
        for number in range(12):
            store.catalogue(ENCODER).add(item(f"i{number}"), visual=axis(0, float(number)))
        assert nearest(store) == "i0"
    with Store(settings) as store:  # nothing is asked, so nothing is written
        store.catalogue(ENCODER).remove("i0")
    taken: list[int] = []
    original = VectorIndex._take

    def noting(index: VectorIndex, keys: NDArray[np.int64]) -> None:
        taken.extend(keys.tolist())
        original(index, keys)

    monkeypatch.setattr(VectorIndex, "_take", noting)
    with Store(settings) as store:
        assert nearest(store) == "i1"
        found = store.catalogue(ENCODER).nearest(axis(0), "visual", 20, None)
        assert {one.item_id for one in found} == {f"i{number}" for number in range(1, 12)}
    assert taken == [2, 3]


def test_a_build_that_is_cut_off_goes_on_where_it_was_written(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "STRETCH", 4)
    monkeypatch.setattr(vectors, "SAVE_BUILDING", 4)
    original = VectorIndex._take

    def dying(index: VectorIndex, keys: NDArray[np.int64]) -> None:
        if 9 in keys.tolist():
            raise KeyboardInterrupt
        original(index, keys)

    monkeypatch.setattr(VectorIndex, "_take", dying)
    with Store(settings) as store:
        for number in range(12):
            store.catalogue(ENCODER).add(item(f"i{number}"), visual=axis(0, float(number)))
        with pytest.raises(KeyboardInterrupt):
            nearest(store)
    assert vector_file.read(file_of(settings))[1]["newest"] == 8


def test_what_is_purged_is_taken_out_of_the_file_without_reading_the_rest_anew(
    filled: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(VectorIndex, "_take", lambda index, keys: taken.extend(keys.tolist()))
    taken: list[int] = []
    gone = axis(0, 0.0).astype("<f2").tobytes()
    with Store(filled) as store:
        catalogue = store.catalogue(ENCODER)
        assert nearest(store) == "i0" and gone in file_of(filled).read_bytes()
        catalogue.remove("i0")
        catalogue.purge()
        assert gone not in file_of(filled).read_bytes()
        assert nearest(store) == "i1" and taken == []
        for item_id in ("i1", "i2"):
            catalogue.remove(item_id)
        catalogue.purge()
        assert not file_of(filled).exists() and len(catalogue.index("visual")) == 0
    monkeypatch.undo()
    with Store(filled) as store:
        store.catalogue(ENCODER).add(item("new"), visual=axis(0))
        assert nearest(store) == "new"


def test_what_is_purged_is_off_the_disk_where_nothing_can_be_written(
    filled: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(vector_file, "write", full)
    with Store(filled) as store:
        store.catalogue(ENCODER).remove("i0")
        store.catalogue(ENCODER).purge()
        assert not file_of(filled).exists() and nearest(store) == "i1"


def test_another_stores_additions_and_removals_are_seen(filled: Settings) -> None:
    with Store(filled) as one, Store(filled) as two:
        assert nearest(one) == nearest(two) == "i0"
        two.catalogue(ENCODER).remove("i0")
        assert nearest(one) == "i1"
        two.catalogue(ENCODER).add(item("new"), visual=axis(0))
        assert nearest(one) == "new"


def test_adding_searching_and_removing_at_once(store: Store) -> None:
    catalogue = store.catalogue(ENCODER)
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(4, 40, 16))
    failures: list[BaseException] = []

    def guarded(work: Callable[[int], None], part: int) -> None:
        try:
            work(part)
        except BaseException as exc:
            failures.append(exc)

    def add(part: int) -> None:
        for number, vector in enumerate(rows[part]):
            catalogue.add(item(f"{part}-{number}"), visual=vector)
            if number % 4 == 3:
                catalogue.remove(f"{part}-{number}")

    def search(part: int) -> None:
        for _ in range(60):
            found = [s.item_id for s in catalogue.nearest(axis(part), "visual", 10, None)]
            assert len(set(found)) == len(found)

    work = [(add, 0), (add, 1), (add, 2), (add, 3), (search, 0), (search, 1), (search, 2)]
    threads = [threading.Thread(target=guarded, args=pair) for pair in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failures == []
    found = catalogue.nearest(rows[2, 0], "visual", 1000, None)
    assert len(found) == catalogue.count(None) == 4 * 30
    assert found[0].item_id == "2-0"


def test_a_folder_that_cannot_be_written_costs_only_the_copy(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.home.mkdir()
    (settings.home / "index").write_text("a file where the folder should be")
    with Store(settings) as store:
        store.catalogue(ENCODER).add(item("a"), visual=axis(0))
        assert nearest(store) == "a"
    assert "will be built at start" in caplog.text


def test_two_threads_may_write_one_index_at_once(tmp_path: Path) -> None:
    index = Neighbours(4)
    index.add(np.arange(64), np.random.default_rng(0).standard_normal((64, 4), np.float32))
    file, failed = tmp_path / "one.faiss", []

    def write() -> None:
        try:
            for _ in range(20):
                vector_file.write(index, {"mark": "m"}, file)
        except OSError as exc:
            failed.append(exc)

    threads = [threading.Thread(target=write) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert len(vector_file.read(file)[0]) == 64 and list(tmp_path.iterdir()) == [file]
