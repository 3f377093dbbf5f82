"""The encoder with its output layer, in torch."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from comments.scoring.heads import LOGITS


class Network(nn.Module):
    """A BERT encoder, mean pooling over tokens, and one linear layer for all heads.

    The encoder may be in bf16; pooling and the output layer are always fp32."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.encoder = BertModel(config, add_pooling_layer=False)
        self.dropout = nn.Dropout(0.1)
        self.output = nn.Linear(config.hidden_size, LOGITS)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Logits, shape (batch, LOGITS), of token ids and their 0/1 mask, shape (batch, length)."""
        hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        weight = mask.unsqueeze(-1).float()
        pooled = (hidden * weight).sum(dim=1) / weight.sum(dim=1).clamp(min=1)
        logits: Tensor = self.output(self.dropout(pooled))
        return logits


def pad(rows: list[list[int]], padding: int, multiple: int = 8) -> tuple[Tensor, Tensor]:
    """Token ids and mask, shape (rows, longest row rounded up to `multiple`)."""
    width = -(-max(map(len, rows)) // multiple) * multiple
    ids = torch.full((len(rows), width), padding)
    mask = torch.zeros((len(rows), width), dtype=torch.long)
    for i, row in enumerate(rows):
        ids[i, : len(row)] = torch.tensor(row)
        mask[i, : len(row)] = 1
    return ids, mask
