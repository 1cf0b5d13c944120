"""The kind of each part of a page, by models that were trained on pages which people labelled.

``html_kinds`` names the runs of a page of HTML, ``text_layout`` the units of a text dump. Both describe each line by
its wording and by what stands around it, ask boosted trees how likely it is body, ask again with that answer for all
lines in view, and name the rest by a third model. How they were made and how good they are: the model card under
``training/page``.
"""

from reportedly.page.labeller.forests import MODEL, model_digest
from reportedly.page.labeller.html_labels import html_kinds
from reportedly.page.labeller.text_labels import Layout, text_layout

__all__ = ["MODEL", "Layout", "html_kinds", "model_digest", "text_layout"]
