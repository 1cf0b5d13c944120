"""Write a teacher's tag probabilities for every word of some articles: soft targets for a smaller tagger.

Kept in parts of 60 articles, so that a killed run goes on where it was.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch

from .corpus import read_jsonl
from .data import Pieces, read_article, windows
from .evaluate import score_windows
from .model import load_tagger

_LOT = 60


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("corpus", type=Path, help="JSON Lines")
    parser.add_argument("tagger", type=Path, help="folder of the teacher")
    parser.add_argument("out", type=Path, help="folder to write to; call it OUT/NAME for a corpus NAME.jsonl")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    pieces, model, documents = Pieces(args.tagger), load_tagger(args.tagger), read_jsonl(args.corpus)
    args.out.mkdir(parents=True, exist_ok=True)
    for at in range(0, len(documents), _LOT):
        path = args.out / f"{at:06d}.npz"
        if path.exists():
            continue
        articles = [read_article(d, pieces) for d in documents[at : at + _LOT]]
        made = [np.zeros((len(a.words.spans), 3, 5), dtype=np.float16) for a in articles]
        for window, scores in score_windows(model, windows(articles, pieces), pieces.padding):
            made[window.article][window.start : window.end] = scores[1:].clip(-30, 0)
        whole = args.out / "part.tmp.npz"
        np.savez(whole, **{a.ident: m for a, m in zip(articles, made, strict=True)})  # type: ignore[arg-type]
        whole.replace(path)
        print(f"{at + len(articles)} of {len(documents)} articles", flush=True)


if __name__ == "__main__":
    main()
