"""What a council’s files say, as frozen types. Loading and checking are next door."""

from __future__ import annotations

from toolkit.catalogue.definitions.documents import (
    Block,
    Catalogue,
    DocumentTemplate,
)
from toolkit.catalogue.definitions.forms import (
    ALWAYS,
    Asked,
    Choice,
    Condition,
    Edition,
    Fact,
    Finder,
    Form,
    IdentityKeys,
    Kind,
    LetterSort,
    Question,
    Section,
    Test,
)
from toolkit.catalogue.definitions.requirements import (
    Check,
    DecisionKind,
    Reason,
    Redirect,
    Requirement,
    Residence,
    Tier,
)
from toolkit.catalogue.definitions.services import (
    Area,
    Clocks,
    Contact,
    HouseStyle,
    Offer,
    RecordKind,
    Service,
    Signpost,
)

__all__ = [
    "ALWAYS",
    "Area",
    "Asked",
    "Block",
    "Catalogue",
    "Check",
    "Choice",
    "Clocks",
    "Condition",
    "Contact",
    "DecisionKind",
    "DocumentTemplate",
    "Edition",
    "Fact",
    "Finder",
    "Form",
    "HouseStyle",
    "IdentityKeys",
    "Kind",
    "LetterSort",
    "Offer",
    "Question",
    "Reason",
    "RecordKind",
    "Redirect",
    "Requirement",
    "Residence",
    "Section",
    "Service",
    "Signpost",
    "Test",
    "Tier",
]
