"""What the image tower is pulled to: sentences of labels and captions, opinions, mixtures."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from models.encode.prompts import Texts, label_bank, label_vectors
from models.encode.tower import FEATURES, ImageTower
from models.train import photos, teacher


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a run does; stored with the weights."""

    epochs: int = 6
    batch: int = 256
    rate: float = 2e-3
    decay: float = 0.03
    warmup: float = 0.05
    seed: int = 7
    caption_repeats: int = 2
    caption_negatives: int = 512
    teacher: float = 0.5
    mixed: float = 0.25
    open_only: bool = False
    scratch: bool = False


class Targets:
    """Text vectors of every label and caption, and which photo carries which.

    ``opinions`` are soft labels over ``teacher.names()``, or None to do without.
    """

    def __init__(
        self,
        data: photos.Photos,
        texts: Texts,
        seed: int,
        opinions: teacher.Opinions | None = None,
    ) -> None:
        self.opinions = opinions
        if opinions is not None:
            self.names = torch.from_numpy(label_vectors(teacher.names(), texts))
        self.labels = sorted({label for label in data.labels if label})
        index = {label: i for i, label in enumerate(self.labels)}
        self.label_of = torch.tensor([index.get(label, -1) for label in data.labels])
        self.bank = torch.from_numpy(label_bank(self.labels, texts))
        sentences: list[str] = []
        owners: list[int] = []
        rng = np.random.default_rng(seed)
        for photo, captions in enumerate(data.captions):
            for caption in captions:
                for variant in (caption, shortened(caption, rng)):
                    sentences.append(variant)
                    owners.append(photo)
        self.captions = torch.from_numpy(texts(sentences))
        self.owner = torch.tensor(owners, dtype=torch.long)
        self.first = torch.full((len(data),), -1, dtype=torch.long)
        self.count = torch.zeros(len(data), dtype=torch.long)
        for row, photo in enumerate(owners):
            if self.first[photo] < 0:
                self.first[photo] = row
            self.count[photo] += 1

    def sentences(self, rows: Tensor, generator: torch.Generator) -> Tensor:
        """One unit text vector a photo, drawn from its captions or else its label: (n, d)."""
        template = int(torch.randint(self.bank.shape[1], (1,), generator=generator))
        label = self.bank[self.label_of[rows].clamp(min=0), template]
        count = self.count[rows]
        pick = (torch.rand(len(rows), generator=generator) * count).long()
        caption = self.captions[(self.first[rows] + pick).clamp(min=0)]
        return torch.where((count > 0)[:, None], caption, label)


def shortened(caption: str, rng: np.random.Generator) -> str:
    """Drop about a third of the words: a cheap paraphrase, as a visitor would type it."""
    words = caption.split()
    kept = [word for word in words if rng.random() > 0.35]
    return " ".join(kept or words)


class Student(nn.Module):
    """The tower with what only training needs: the logit scale and the auxiliary classifier."""

    def __init__(self, tower: ImageTower, labels: int) -> None:
        super().__init__()
        self.tower = tower
        self.classifier = nn.Linear(FEATURES, labels)
        self.log_scale = nn.Parameter(torch.tensor(math.log(20.0)))

    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        """Map (n, 3, h, w) to unit vectors (n, d) and classifier logits (n, labels)."""
        features = self.tower.features(pixels)
        vectors = F.normalize(self.tower.project(features).float(), dim=-1)
        return vectors, self.classifier(features).float()


def mixed_loss(
    student: Student, vectors: Tensor, rows: Tensor, targets: Targets, generator: torch.Generator
) -> Tensor:
    """Contrastive loss of pictures that show two photos each, summed.

    A static text vector is a sum over words, so the sentence of both is the sum of theirs. The
    neighbour's mixture shares one of the two: only seeing both tells them apart.
    """
    own = targets.sentences(rows, generator)
    both = F.normalize(own + own.roll(1, 0), dim=-1)
    similarity = student.log_scale.exp().clamp(max=100) * vectors @ both.T
    wanted = torch.arange(len(rows))
    return F.cross_entropy(similarity, wanted, label_smoothing=0.05, reduction="sum")


def loss_of(
    student: Student,
    outputs: tuple[Tensor, Tensor],
    rows: Tensor,
    targets: Targets,
    plan: Plan,
    generator: torch.Generator,
) -> Tensor:
    """Label, caption, teacher and auxiliary losses and that of mixtures; a mean over the batch."""
    vectors, logits = outputs
    mixed = mixtures(len(rows), plan)
    size = len(rows)
    extra = vectors.new_zeros(())
    if mixed:
        extra = mixed_loss(student, vectors[:mixed], rows[:mixed], targets, generator)
        vectors, logits, rows = vectors[mixed:], logits[mixed:], rows[mixed:]
    scale = student.log_scale.exp().clamp(max=100)
    label = targets.label_of[rows]
    labelled = label >= 0
    total = vectors.new_zeros(())
    if labelled.any():
        template = int(torch.randint(targets.bank.shape[1], (1,), generator=generator))
        similarity = scale * vectors[labelled] @ targets.bank[:, template].T
        total = total + F.cross_entropy(
            similarity, label[labelled], label_smoothing=0.1, reduction="sum"
        )
        total = total + 0.5 * F.cross_entropy(
            logits[labelled], label[labelled], label_smoothing=0.1, reduction="sum"
        )
    captioned = targets.count[rows] > 0
    if captioned.any():
        photo = rows[captioned]
        pick = (torch.rand(len(photo), generator=generator) * targets.count[photo]).long()
        own = targets.first[photo] + pick
        other = torch.randint(len(targets.captions), (plan.caption_negatives,), generator=generator)
        candidates = torch.cat([own, other])
        similarity = scale * vectors[captioned] @ targets.captions[candidates].T
        same_photo = targets.owner[candidates][None] == photo[:, None]
        same_photo[torch.arange(len(photo)), torch.arange(len(photo))] = False
        similarity = similarity.masked_fill(same_photo, -1e4)
        wanted = torch.arange(len(photo))
        total = total + F.cross_entropy(similarity, wanted, label_smoothing=0.05, reduction="sum")
    if targets.opinions is not None:
        name, share = targets.opinions.name[rows], targets.opinions.share[rows]
        logs = (scale * vectors @ targets.names.T).log_softmax(-1).gather(1, name)
        total = total - plan.teacher * (share * logs).sum()
    return (total + extra) / size


def mixtures(batch: int, plan: Plan) -> int:
    """How many pictures at the front of a batch show two photos."""
    return int(batch * plan.mixed)
