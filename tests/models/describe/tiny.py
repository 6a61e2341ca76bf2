"""A BLIP of random weights in a folder."""

from pathlib import Path

from models import torchvision_shim

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "[DEC]", "[ENC]", "a", "dog", "boat", "red"]


def save(folder: Path) -> Path:
    """Write one layer of each tower, and a tokenizer of a few words."""
    torchvision_shim.ensure()
    import torch
    from transformers import (
        BertTokenizer,
        BlipConfig,
        BlipForConditionalGeneration,
        BlipImageProcessor,
        BlipProcessor,
    )

    folder.mkdir(parents=True, exist_ok=True)
    vocab = folder / "vocab.txt"
    vocab.write_text("\n".join(WORDS) + "\n")
    tokenizer = BertTokenizer(str(vocab))
    torch.manual_seed(0)
    end = WORDS.index("[SEP]")
    text = {
        "vocab_size": len(WORDS), "hidden_size": 16, "encoder_hidden_size": 16,
        "intermediate_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2,
        "max_position_embeddings": 64, "bos_token_id": WORDS.index("[DEC]"), "eos_token_id": end,
        "pad_token_id": 0, "sep_token_id": end,
    }  # fmt: skip
    vision = {
        "hidden_size": 16, "intermediate_size": 16, "num_hidden_layers": 1,
        "num_attention_heads": 2, "image_size": 32, "patch_size": 16,
    }  # fmt: skip
    config = BlipConfig(text_config=text, vision_config=vision, projection_dim=16)
    size = {"height": 32, "width": 32}
    BlipForConditionalGeneration(config).save_pretrained(folder)
    BlipProcessor(BlipImageProcessor(size=size), tokenizer).save_pretrained(folder)
    return folder
