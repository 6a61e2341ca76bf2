"""A Whisper of random weights in a folder."""

from pathlib import Path

import pytest


def save(home: Path) -> Path:
    """Write one layer each, and a tokenizer of letters."""
    torch = pytest.importorskip("torch")
    from models import torchvision_shim

    torchvision_shim.ensure()
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import (
        PreTrainedTokenizerFast,
        WhisperConfig,
        WhisperFeatureExtractor,
        WhisperForConditionalGeneration,
    )

    marks = ["<|endoftext|>", "<|startoftranscript|>"]
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocab = {one: at for at, one in enumerate([*letters, *marks])}
    made = Tokenizer(models.BPE(vocab=vocab, merges=[]))
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    made.add_special_tokens(marks)
    PreTrainedTokenizerFast(tokenizer_object=made, eos_token=marks[0]).save_pretrained(home)
    WhisperFeatureExtractor().save_pretrained(home)
    torch.manual_seed(0)
    end, start = vocab[marks[0]], vocab[marks[1]]
    config = WhisperConfig(
        vocab_size=len(vocab), d_model=16, encoder_layers=1, decoder_layers=1,
        encoder_attention_heads=2, decoder_attention_heads=2, encoder_ffn_dim=32,
        decoder_ffn_dim=32, pad_token_id=end, bos_token_id=end, eos_token_id=end,
        decoder_start_token_id=start, suppress_tokens=[], begin_suppress_tokens=[],
    )  # fmt: skip
    WhisperForConditionalGeneration(config).save_pretrained(home)
    return home
