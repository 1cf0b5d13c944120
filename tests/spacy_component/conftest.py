"""One pipeline with the component, as a user makes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from reportedly.language import MODEL
from reportedly.spacy_component import AttributionPipe

TEXT = (
    "Maria Lopez said the bridge would open in May.\n\n"
    "“Nobody wanted to stop it,” an engineer told Fjordavisen.\n"
    "The mayor denied that Kari Brekke said the dam was safe."
)


@pytest.fixture(scope="session")
def nlp() -> Language:
    pipeline = spacy.load(MODEL)
    pipeline.add_pipe("reportedly")
    return pipeline


@pytest.fixture(scope="session")
def bare() -> Language:
    """The same pipeline without the component, to add others to a parsed Doc."""
    return spacy.load(MODEL)


@pytest.fixture
def reader(bare: Language) -> Callable[..., AttributionPipe]:
    """A component with settings of its own, outside any pipeline."""

    def of(**config: Any) -> AttributionPipe:
        made = bare.create_pipe("reportedly", config=config)
        assert isinstance(made, AttributionPipe)
        return made

    return of


@pytest.fixture
def doc(nlp: Language) -> Doc:
    return nlp(TEXT)
