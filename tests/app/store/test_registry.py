"""The registry: found by mark, bytes and manifest; it outlives the item and names no visitor."""

import numpy as np

from app.store.schema import RegistryRow
from app.store.store import Store
from models.provenance.registry import Record

LOOKS = np.array([1, 2**64 - 1], np.uint64)


def record(name: str, mark: int | None = None, **more: object) -> Record:
    return Record(sha256=name, kind="video", fingerprint=LOOKS, mark=mark, **more)  # type: ignore[arg-type]


def test_a_file_is_found_in_every_way(store: Store) -> None:
    registry = store.registry
    registry.add(record("a", 2**48 - 1, ancestors=(5,), manifest="urn:x", signed=b"jumbf"))
    registry.add(record("b", 2**48 - 1))
    registry.add(record("c"))
    first = registry.by_mark(2**48 - 1)[0]
    assert [one.sha256 for one in registry.by_mark(2**48 - 1)] == ["a", "b"]
    assert (first.ancestors, first.signed, first.mark) == ((5,), b"jumbf", 2**48 - 1)
    assert (first.fingerprint == LOOKS).all() and first.at % 3600 == 0 and first.at > 0
    assert registry.by_bytes("c") and registry.by_bytes("d") is None
    signed = registry.by_manifest("urn:x")
    assert signed is not None and signed.sha256 == "a"
    assert registry.by_manifest("") is None
    assert registry.marks() == [2**48 - 1]
    numbers = [number for number, _ in registry.fingerprints()]
    assert [registry.numbered(number).sha256 for number in numbers] == ["a", "b", "c"]


def test_it_hangs_on_no_visitor_and_no_item() -> None:
    assert not RegistryRow.__table__.foreign_keys
    assert not {"user_id", "item_id", "owner"} & set(RegistryRow.__table__.columns.keys())


def test_it_stays_when_the_visitor_is_forgotten(store: Store, people: tuple[str, str]) -> None:
    store.registry.add(record("a", 7))
    store.erasure.forget(people[0])
    assert store.registry.by_mark(7)
