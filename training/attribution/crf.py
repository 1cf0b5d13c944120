"""A linear-chain conditional random field over O B I E S tags, one per role."""

from __future__ import annotations

import numpy as np
import torch
from torch import nn

# Which tag may follow which: rows from, columns to, in the order O B I E S.
ALLOWED = np.array([[1, 1, 0, 0, 1], [0, 0, 1, 1, 0], [0, 0, 1, 1, 0], [1, 1, 0, 0, 1], [1, 1, 0, 0, 1]], dtype=bool)
MAY_START = np.array([1, 1, 0, 0, 1], dtype=bool)
MAY_END = np.array([1, 0, 0, 1, 1], dtype=bool)
_NEVER = -1e4


class Crf(nn.Module):
    """Learned scores of tag transitions; what ``ALLOWED`` forbids stays forbidden."""

    penalty: torch.Tensor
    start: torch.Tensor
    end: torch.Tensor

    def __init__(self, roles: int) -> None:
        super().__init__()
        self.transitions = nn.Parameter(torch.zeros(roles, 5, 5))
        self.register_buffer("penalty", torch.from_numpy(np.where(ALLOWED, 0.0, _NEVER)).float(), persistent=False)
        self.register_buffer("start", torch.from_numpy(np.where(MAY_START, 0.0, _NEVER)).float(), persistent=False)
        self.register_buffer("end", torch.from_numpy(np.where(MAY_END, 0.0, _NEVER)).float(), persistent=False)

    def loss(self, emissions: torch.Tensor, tags: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
        """Negative log likelihood of the tags per word, summed over roles.

        ``emissions`` is batch x words x roles x 5, ``tags`` batch x roles x words, ``lengths`` words per window.
        """
        size, width, roles, _ = emissions.shape
        scores = emissions.float().permute(0, 2, 1, 3)
        step = self.transitions + self.penalty
        inside = torch.arange(width)[None, :] < lengths[:, None]
        alpha = self.start + scores[:, :, 0]
        for i in range(1, width):
            moved = torch.logsumexp(alpha[..., None] + step, dim=2) + scores[:, :, i]
            alpha = torch.where(inside[:, i, None, None], moved, alpha)
        total = torch.logsumexp(alpha + self.end, dim=-1)

        known = tags.clamp(min=0)
        here = scores.gather(-1, known[..., None])[..., 0]
        role = torch.arange(roles)[None, :, None].expand(size, roles, width - 1)
        moves = step[role, known[..., :-1], known[..., 1:]]
        gold = (here * inside[:, None]).sum(-1) + (moves * inside[:, None, 1:]).sum(-1)
        return (total - gold).sum() / lengths.sum()


def viterbi(emissions: np.ndarray, transitions: np.ndarray | None = None) -> np.ndarray:
    """Find the best allowed tags, words x roles, for emissions words x roles x 5 (log probabilities or scores)."""
    width, roles, _ = emissions.shape
    step = np.where(ALLOWED, 0.0, _NEVER)[None] + (0.0 if transitions is None else transitions)
    best = emissions[0] + np.where(MAY_START, 0.0, _NEVER)
    back = np.zeros((width, roles, 5), dtype=np.int64)
    for i in range(1, width):
        options = best[:, :, None] + step
        back[i] = options.argmax(axis=1)
        best = options.max(axis=1) + emissions[i]
    path = np.zeros((width, roles), dtype=np.int64)
    path[-1] = (best + np.where(MAY_END, 0.0, _NEVER)).argmax(axis=-1)
    for i in range(width - 1, 0, -1):
        path[i - 1] = back[i][np.arange(roles), path[i]]
    return path
