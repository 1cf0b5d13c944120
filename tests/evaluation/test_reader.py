from __future__ import annotations

import msgspec

from reportedly.evaluation import found, score
from tests.evaluation.marked import document

DAM = document("[s:Ann Lee] [c:said] [t:the dam is safe].\n\n“[t:It may leak],” [c:said] [s:Jon Moe].", "dam")
TOLD = document("[s:The Courier] [c:reported] [t:that the mayor said that the dam would be closed].", "told")


def test_texts_are_read_without_their_annotations() -> None:
    bare = [msgspec.structs.replace(one, attributions=(), meta=None) for one in (DAM, TOLD)]
    assert list(found(bare)) == list(found([DAM, TOLD]))
    result = score([DAM], found([DAM]))
    assert result.metrics["attribution"].f1 == 1.0
    assert result.confidence is not None


def test_the_outermost_layer_alone_unless_nested() -> None:
    (outer,) = found([TOLD])
    (both,) = found([TOLD], nested=True)
    assert len(outer.attributions) == 1
    assert len(both.attributions) == 2
    assert set(outer.attributions) < set(both.attributions)


def test_a_text_without_words_has_no_claims() -> None:
    blank = [document("", "a"), document("\n \n\u2028\t", "b"), document("?!", "c")]
    assert [one.attributions for one in found(blank)] == [(), (), ()]
