"""One table of the larger models: role by role what is loaded, from where, how large it is.

Revisions were looked up in public code and logs that name them, not at the hub: one that does not
exist there is told, and the embedded back end stays. Where nobody named one the branch is taken,
and the commit that the first fetch resolves is kept from then on (:mod:`models.hub.pins`). Sizes
are of the files that are fetched; memory is what the weights take in the type they are loaded in,
plus what a call needs, by the formula in :mod:`models.hub.memory`.
"""

from __future__ import annotations

from collections.abc import Mapping

from models.hub.checkpoint import PIPELINE, Checkpoint, Profile, Role


def _encoder(repo: str, parameters: float, revision: str = "main") -> Checkpoint:
    """An open_clip model."""
    return Checkpoint(
        role="encoder", repo=repo, revision=revision, licence="Apache-2.0", parameters=parameters
    )


def _work(parameters: float, token: int, calls: int = 1) -> float:
    """Of a transformer of which a token stands for so many pixels, without attention."""
    return 2 * parameters / token * calls


def _attention(layers: int, width: int, token: int, calls: int = 1) -> float:
    """Of its attention: of each two tokens a product in and one out, in every layer."""
    return 4 * layers * width / token**2 * calls


_UNET = 0.8e12 / 512**2
"""Of the U-Net of Stable Diffusion 1 and 2: 0.4 T multiplications for 512 pixels square."""
_UNET_ATTENTION = sum(
    _attention(5, width, token**2) for width, token in ((320, 8), (640, 16), (1280, 32))
)
"""Of its attention: five layers in each of three sizes."""


def _qwen(role: Role, repo: str, revision: str, parameters: float) -> Checkpoint:
    """A Qwen3 that writes."""
    return Checkpoint(
        role=role,
        repo=repo,
        revision=revision,
        licence="Apache-2.0",
        architecture="Qwen3ForCausalLM",
        parameters=parameters,
        stored=2,
    )


def _whisper(
    repo: str, revision: str, licence: str, parameters: float, stored: int = 4
) -> Checkpoint:
    return Checkpoint(
        role="speech",
        repo=repo,
        revision=revision,
        licence=licence,
        architecture="WhisperForConditionalGeneration",
        parameters=parameters,
        stored=stored,
    )


def _blip(repo: str, revision: str, parameters: float) -> Checkpoint:
    return Checkpoint(
        role="caption",
        repo=repo,
        revision=revision,
        licence="BSD-3-Clause",
        architecture="BlipForConditionalGeneration",
        parameters=parameters,
    )


_NUDITY = Checkpoint(
    role="safety",
    repo="Marqo/nsfw-image-detection-384",
    revision="0c26ec22111b83f106d72a55f611ec35962bcb65",
    licence="Apache-2.0",
    architecture="vit_tiny_patch16_384",
    parameters=5.6e6,
)
"""The same for both profiles: it is small, and nothing larger that is free to use knows more."""

_GUARD = _qwen(
    "guard", "Qwen/Qwen3Guard-Gen-0.6B", "fada3b2f655b89601929198343c94cd2f64d93cc", 0.75e9
)
"""The same for both, too: of 24 GB a larger one (4B) would leave what draws none."""

CHECKPOINTS: Mapping[Profile, Mapping[Role, Checkpoint]] = {
    "cpu": {
        "encoder": _encoder(
            "timm/PE-Core-T-16-384", 69.5e6, "7fe539ed578ac49a1c2b4f946e4b0747704c825a"
        ),
        "chat": _qwen(
            "chat",
            "Qwen/Qwen3-0.6B",
            "c1899de289a04d12100db370d81485cdf75e47ca",
            0.75e9,  # the file holds the tied embedding twice
        ),
        "picture": Checkpoint(
            role="picture",
            repo="SimianLuo/LCM_Dreamshaper_v7",
            revision="a85df6a8bd976cdd08b4fd8f3b73f229c9e54df5",
            licence="MIT, of weights under CreativeML OpenRAIL-M",
            architecture="LatentConsistencyModelPipeline",
            parameters=1.37e9,
            files=PIPELINE,
            guidance=8.0,
            work=_UNET,  # its guidance is an input, not a second call
            attention=_UNET_ATTENTION,
        ),
        "adapter": Checkpoint(
            role="adapter",
            repo="h94/IP-Adapter",
            revision="018e402774aeeddd60609b4ecdb7e298259dc729",
            licence="Apache-2.0",
            parameters=0.654e9,
            files=(
                "models/ip-adapter_sd15.safetensors",
                "models/image_encoder/*.json",
                "models/image_encoder/*.safetensors",
            ),
        ),
        "video": Checkpoint(
            role="video",
            repo="Lightricks/LTX-Video-0.9.5",
            revision="e58e28c39631af4d1468ee57a853764e11c1d37e",
            licence="LTX-Video OpenRAIL-M",
            architecture="LTXConditionPipeline|LTXPipeline|LTXImageToVideoPipeline",
            pipeline="LTXConditionPipeline",
            parameters=7.9e9,  # of which 4.8 the T5 that reads
            files=PIPELINE,
            steps=25,
            side=256,
            guidance=3.0,
            frames=49,
            fps=12.0,
            work=_work(1.9e9, 32 * 32 * 8, calls=2),
            attention=_attention(28, 2048, 32 * 32 * 8, calls=2),
        ),
        "speech": _whisper(
            "openai/whisper-base",
            "e37978b90ca9030d5170a5c07aadb050351a65bb",
            "Apache-2.0",
            72.6e6,
        ),
        "guard": _GUARD,
        "safety": _NUDITY,
        "caption": _blip(
            "Salesforce/blip-image-captioning-base",
            "82a37760796d32b1411fe092ab5d4e227313294b",
            0.247e9,
        ),
    },
    "gpu": {
        "encoder": _encoder("timm/ViT-SO400M-16-SigLIP2-256", 1.136e9),
        "chat": _qwen(
            "chat",
            "Qwen/Qwen3-4B-Instruct-2507",
            "cdbee75f17c01a7cc42f958dc650907174af0554",
            4.02e9,
        ),
        "picture": Checkpoint(
            role="picture",
            repo="black-forest-labs/FLUX.2-klein-4B",
            revision="e7b7dc27f91deacad38e78976d1f2b499d76a294",
            licence="Apache-2.0",
            architecture="Flux2KleinPipeline",
            parameters=8.0e9,
            stored=2,
            files=PIPELINE,
            side=768,
            work=_work(4e9, 16 * 16),
            attention=_attention(25, 3072, 16 * 16),
        ),
        "video": Checkpoint(
            role="video",
            repo="Wan-AI/Wan2.1-VACE-1.3B-diffusers",
            revision="ec4d2cb062b548996b179d493fdd05340de702a1",
            licence="Apache-2.0",
            architecture="WanVACEPipeline",
            parameters=8.0e9,  # of which 5.7 the UMT5 that reads
            stored=2,
            files=PIPELINE,
            steps=30,
            side=480,
            guidance=5.0,
            frames=81,
            fps=16.0,
            work=_work(2.1e9, 16 * 16 * 4, calls=2),  # half of its blocks come twice
            attention=_attention(45, 1536, 16 * 16 * 4, calls=2),
        ),
        "speech": _whisper(
            "openai/whisper-large-v3-turbo",
            "41f01f3fe87f28c78e2fbf8b568835947dd65ed9",
            "MIT",
            0.809e9,
            2,
        ),
        "guard": _GUARD,
        "safety": _NUDITY,
        "caption": _blip(
            "Salesforce/blip-image-captioning-large",
            "353689b859fcf0523410b1806dace5fb46ecdf41",
            0.470e9,
        ),
    },
}
"""What each profile loads; a licence that forbids commercial use has no place here."""

ZERO: Mapping[Role, Checkpoint] = {
    "encoder": CHECKPOINTS["cpu"]["encoder"],
    "picture": CHECKPOINTS["gpu"]["picture"],
    "video": CHECKPOINTS["gpu"]["video"],
}
"""What the profile ``gpu`` loads on ZeroGPU: a card is borrowed for drawing alone, so that a turn
of the chat does not wait for one."""

OTHERS: tuple[Checkpoint, ...] = (
    Checkpoint(
        role="picture",
        repo="stabilityai/sd-turbo",
        revision="b261bac6fd2cf515557d5d0707481eafa0485ec2",
        licence="Stability AI Community, non-commercial",
        commercial=False,
        architecture="StableDiffusionPipeline",
        parameters=1.29e9,
        files=PIPELINE,
        steps=1,
        guidance=0.0,
        work=_UNET,
        attention=_UNET_ATTENTION,
    ),
    Checkpoint(
        role="picture",
        repo="Tongyi-MAI/Z-Image-Turbo",
        revision="f332072aa78be7aecdf3ee76d5c247082da564a6",
        licence="Apache-2.0",
        architecture="ZImagePipeline",
        parameters=10.3e9,
        stored=2,
        files=PIPELINE,
        steps=9,
        side=768,
        guidance=0.0,
        work=_work(6.2e9, 16 * 16),
        attention=_attention(34, 3840, 16 * 16),
    ),
    Checkpoint(
        role="decoder",
        repo="madebyollin/taesd",
        revision="614f76814bbe30edbe2e627ace1c2234c81a2c0e",
        licence="MIT",
        architecture="AutoencoderTiny",
        parameters=2.45e6,
        files=("config.json", "diffusion_pytorch_model.safetensors"),
    ),
    Checkpoint(
        role="edit",
        repo="decart-ai/Lucy-Edit-Dev",
        revision="cb201fdec1bca6e7c362e127392c1632c92d2576",
        licence="Lucy Edit Dev Model, non-commercial",
        commercial=False,
        architecture="LucyEditPipeline",
        parameters=12.1e9,  # of which 5.7 the UMT5 that reads; the autoencoder counts twice
        stored=3,  # some parts in four bytes, some in two
        files=PIPELINE,
        steps=30,
        side=480,
        guidance=5.0,
        frames=81,
        fps=24.0,
        work=_work(5e9, 32 * 32 * 4, calls=2),
        attention=_attention(30, 3072, 32 * 32 * 4, calls=2),
    ),
)
"""What a deployer may choose instead, by GENEREC_PICTURE and GENEREC_DECODER, or beside, by
GENEREC_EDIT."""

DECODED: tuple[str, ...] = ("LatentConsistencyModelPipeline", "StableDiffusionPipeline")
"""Pipelines whose latents the quick decoder knows: those of Stable Diffusion 1 and 2."""
