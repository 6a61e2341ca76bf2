"""What attack profiles do to what genuine people are shown, without and with the defence.

``python -m benchmarks.manipulation --data DIR [--seeds N] [--targets N] [--json FILE]``. DIR (or
its folder ``tiktok``) is as for :mod:`benchmarks.recommend`. Attack profiles of 1, 3 and 5 % of
the users (:mod:`benchmarks.shilling`) push one item at a time that hardly anybody likes; asked is
how often it is among the first 20 of genuine people who had not liked it (its hit rate), by the
graph filter over people alone. The data has no times: they are made up, and say so.

The defence is what ``python -m app.retrain`` does: a cap on the likes of one visitor that count,
and accounts of a burst set aside. Precision and recall are the detector's, over accounts; beside
them the share of genuine accounts set aside, and what the defence costs where nobody attacks.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.stats import t as student

from benchmarks.harness import Row, arguments, machine, report
from benchmarks.recommenders import load
from benchmarks.shilling import ATTACKS, DAY, HISTORY, Campaign, attacked, with_times
from models.metrics.ranking import Scores, best, interval, ranked
from models.recommend.bursts import ALPHA, bursts
from models.recommend.graph_filter import Steps
from models.recommend.influence import MOST, capped
from models.recommend.interactions import Interactions

K = 20
SHARES = (0.01, 0.03, 0.05)
FILLERS = 10
MANY_FILLERS = 0.03
"""Share of all items in a large profile; the papers' profiles are of this order."""

UNPOPULAR = 3
"""Most likes that a target has."""

BATCH = 512
ASKED = 500
"""Genuine people who are asked for the target; more would not narrow an interval over campaigns."""

DAYS = (3, 7, 30, 90)
FEW = (5, 10, 20, 40)
CAPS = (50, 100, 200)
KINDS = ("usual", "large", "slow", "few")


class Effect(NamedTuple):
    """Hit rates of the target, and what was found: one campaign."""

    before: float
    attacked: float
    capped: float
    defended: float
    precision: float
    recall: float
    wrongly: float


def filtered(learnt: sparse.csr_array, likes: sparse.csr_array) -> Scores:
    """Score by the graph filter of :mod:`models.recommend.graph_filter` over people alone.

    The graph is made of ``learnt``; whoever asks does so with all of their ``likes``, as a visitor
    of the app does. Likes take the steps themselves (:class:`Steps`), in a fraction of the time.
    """
    return replace(Steps.of(learnt), known=likes).scores


def hit_rate(
    learnt: sparse.csr_array, likes: sparse.csr_array, target: int, asked: NDArray[np.int64]
) -> float:
    """Share of the users whose first K hold the target, what they liked left out."""
    scores, hits = filtered(learnt, likes), 0
    for part in np.array_split(asked, max(len(asked) // BATCH, 1)):
        found = scores(part)
        rows, columns = likes[part].nonzero()
        found[rows, columns] = -np.inf
        hits += int((best(found, K) == target).any(axis=1).sum())
    return hits / len(asked)


def suspects(data: Interactions) -> NDArray[np.int64]:
    """Rows of the accounts that the detector sets aside."""
    named = [one.accounts for one in bursts(data)]
    return np.unique(np.concatenate(named)) if named else np.zeros(0, np.int64)


def defended(data: Interactions, aside: NDArray[np.int64]) -> Interactions:
    """What training sees: nothing of those set aside, not too much of anybody."""
    return capped(data.only(~np.isin(data.rows, aside)))


def measured(
    data: Interactions,
    target: int,
    campaign: Campaign,
    rng: np.random.Generator,
    people: int = ASKED,
) -> Effect:
    """Run one campaign against one item."""
    genuine = len(data.users)
    likes = np.diff(data.matrix.indptr) > 0
    fans = data.rows[data.columns == target]
    others = np.setdiff1d(np.flatnonzero(likes), fans)
    asked = np.sort(rng.choice(others, min(people, len(others)), replace=False))
    whole = attacked(data, target, campaign, rng)
    aside = suspects(whole)
    right = int((aside >= genuine).sum())
    return Effect(
        before=hit_rate(data.matrix, data.matrix, target, asked),
        attacked=hit_rate(whole.matrix, data.matrix, target, asked),
        capped=hit_rate(capped(whole).matrix, data.matrix, target, asked),
        defended=hit_rate(defended(whole, aside).matrix, data.matrix, target, asked),
        precision=right / len(aside) if len(aside) else float("nan"),
        recall=right / campaign.profiles,
        wrongly=(len(aside) - right) / int(likes.sum()),
    )


def campaigns(
    data: Interactions,
    campaign: Campaign,
    seeds: Sequence[int],
    targets: int,
    people: int = ASKED,
) -> list[Effect]:
    """Run the same campaign in several worlds against several items each."""
    rare = np.flatnonzero((data.popularity > 0) & (data.popularity <= UNPOPULAR))
    found = []
    for seed in seeds:
        rng = np.random.default_rng(seed)
        world = with_times(data, rng)
        for target in rng.choice(rare, targets, replace=False):
            found.append(measured(world, int(target), campaign, rng, people))
    return found


def told(campaign: Campaign, share: float, effects: Sequence[Effect]) -> Row:
    """One row: means over campaigns, intervals of hit rates."""
    columns = dict(zip(Effect._fields, np.array(effects).T, strict=True))
    caught = columns["precision"][~np.isnan(columns["precision"])]
    return {
        "attack": campaign.attack,
        "profiles": f"{campaign.profiles} ({share:.2g})",
        "fillers": campaign.fillers,
        "days": f"{campaign.lasts / DAY:.0f}",
        "HR@20 before": _mean(columns["before"]),
        "attacked": _mean(columns["attacked"]),
        "cap alone": _mean(columns["capped"]),
        "defended": _mean(columns["defended"]),
        "precision": f"{caught.mean():.3f}" if len(caught) else "none set aside",
        "recall": f"{columns['recall'].mean():.3f}",
        "genuine set aside": f"{columns['wrongly'].mean():.5f}",
        "campaigns": len(effects),
    }


def _mean(values: NDArray[np.float64]) -> str:
    """The mean and the half width of its 95 % interval (Student's, over campaigns)."""
    if len(values) < 2:
        return f"{values.mean():.4f}"
    half = student.ppf(0.975, len(values) - 1) * values.std(ddof=1) / np.sqrt(len(values))
    return f"{values.mean():.4f} ± {half:.4f}"


def costs(data: Interactions, test: sparse.csr_array, seeds: Sequence[int]) -> list[Row]:
    """Recall@20 where nobody attacks: as it is, with the cap, and with all of the defence."""
    ways = {"no defence": data}
    ways |= {f"at most {most} likes of one visitor": capped(data, most) for most in CAPS}
    rows = [_cost(name, way, data, test) for name, way in ways.items()]
    for seed in seeds:
        world = with_times(data, np.random.default_rng(seed))
        aside = suspects(world)
        name = f"all of the defence, seed {seed}: {len(aside)} accounts set aside"
        rows.append(_cost(name, defended(world, aside), data, test))
    return rows


def _cost(name: str, way: Interactions, data: Interactions, test: sparse.csr_array) -> Row:
    found = ranked(filtered(way.matrix, data.matrix), test, data.matrix, K)
    low, high = interval(found.recall)
    return {
        "training sees": name,
        "likes": int(way.matrix.nnz),
        "recall@20": f"{found.recall.mean():.4f}",
        "95 % of users": f"{low:.4f}–{high:.4f}",
        "ndcg@20": f"{found.ndcg.mean():.4f}",
    }


def main(given: Sequence[str] | None = None) -> None:
    parser = arguments(__doc__.split("\n")[0])  # type: ignore[union-attr]
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--targets", type=int, default=2, help="items pushed in each world")
    parser.add_argument("--asked", type=int, default=ASKED, help="genuine people asked in each")
    parser.add_argument("--campaigns", nargs="+", choices=KINDS, default=KINDS)
    args = parser.parse_args(given)
    if args.data is None:
        parser.error("give --data DIR with train.npz, val.npz and test.npz")
    split, seeds = load(args.data), range(args.seeds)
    data, people = split.train, int((np.diff(split.train.matrix.indptr) > 0).sum())
    cost = costs(data, split.test.matrix, seeds)
    report("What the defence costs where nobody attacks", cost, None)
    rows: list[Row] = []
    for campaign in plans(people, data.shape[1], args.campaigns):
        effects = campaigns(data, campaign, seeds, args.targets, args.asked)
        rows.append(told(campaign, campaign.profiles / people, effects))
        print(" ".join(f"{key} {value}" for key, value in rows[-1].items()), flush=True)
    notes = [
        f"Targets have 1 to {UNPOPULAR} likes; hit rates are of {args.asked:,} genuine people.",
        "Times are made up: genuine accounts come evenly over "
        f"{HISTORY / DAY:.0f} days, the campaign's within its days.",
        f"A visitor's latest {MOST} likes count; alarms are raised at {ALPHA:g} for the search.",
    ]
    report("Attack profiles and the hit rate of their target", rows, None, notes)
    if args.json:
        body = {
            "title": "Manipulation", "machine": machine(),
            "rows": rows, "cost": cost, "notes": notes,
        }  # fmt: skip
        args.json.write_text(json.dumps(body, indent=2) + "\n", encoding="utf-8")


def plans(people: int, items: int, kinds: Sequence[str] = KINDS) -> list[Campaign]:
    """The campaigns: every attack and size; large profiles; slow ones; and very few accounts."""
    sizes = [max(round(people * share), 1) for share in SHARES]
    usual = [Campaign(attack=a, profiles=n, fillers=FILLERS) for a in ATTACKS for n in sizes]
    middle = usual[1]
    large = [replace(one, fillers=round(MANY_FILLERS * items)) for one in usual[1::3]]
    slow = [replace(middle, lasts=days * DAY) for days in DAYS]
    few = [replace(middle, profiles=count) for count in FEW]
    of_kind = dict(zip(KINDS, (usual, large, slow, few), strict=True))
    return [one for kind in kinds for one in of_kind[kind]]


if __name__ == "__main__":
    main()
