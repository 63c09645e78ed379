"""What forms print beside or above an answer, and what hardly is one itself."""

from __future__ import annotations

_LABELS = frozenset(
    """
    address|address line 1|address line 2|answer|answers|any other comments
    |child's name|child’s name|comment|comments|contact details|contact number
    |county|date|date of birth|date received|date signed|date started|d.o.b|d.o.b.
    |dates|description|designation|details|dob|e-mail|e-mail address|email
    |email address|end date|ethnicity|family name|first name|first names|forename
    |forename(s)|forenames|full name|gender|given name|given names|home address
    |home telephone|information|job title|known as|last name|legal forename
    |legal surname|mobile|mobile number|mobile phone|name|name of parent
    |name of parent/carer|name of pupil|name of school|nhs number|notes|number
    |parent name|parent's name|parent’s name|parent/carer|parental consent|phone
    |phone number|position|post code|postcode|print name|pupil name|pupil's name
    |pupil’s name|question|questions|reference|relationship|relationship to child
    |relationship to pupil|reply|response|responses|role|school name|sex|signature
    |signature of parent|signed|start date|surname|tel|tel no|tel.|telephone
    |telephone number|town|town/city|upn|value|year|year group|your answer|your name
    """.replace("\n", "").split("|")
)
_LABEL_WORDS = frozenset(" ".join(label.split()) for label in _LABELS)


def is_label_words(text: str) -> bool:
    """Whether a whole answer is what forms call a question: `Postcode`, `Date:`.

    Whoever read it as an answer may have taken the next label for one, so it asks.
    """
    plain = " ".join(text.split()).rstrip(":?* ").casefold()
    return plain in _LABEL_WORDS or text.rstrip().endswith(":")


def are_heads(first: str, second: str) -> bool:
    """Whether two columns are headed, `Address` and `Postcode`, rather than answered.

    `Question` and `Answer` head them too, and name what the rows under them are.
    """
    names_rows = (
        first.strip().casefold().startswith(("question", "information", "detail"))
    )
    return not names_rows and is_label_words(first) and is_label_words(second)
