"""The sentences themselves: plain, kind, and free of what no family should read."""

from __future__ import annotations

import re

import pytest

from tests.letters.making import DOCUMENTS, says, template

PARENTS = [key for key, document in DOCUMENTS.items() if document.audience == "parent"]
PUPILS = [key for key, document in DOCUMENTS.items() if document.audience == "pupil"]
SCHOOLS = [key for key, document in DOCUMENTS.items() if document.audience == "school"]

NEVER = (
    r"\bfail\w*",
    r"\brefus\w*",
    r"\breject\w*",
    r"non-complian\w*",
    r"\binvalid\b",
    r"\berror\w*",
    r"\bill enough\b",
    r"\bfines?\b",
    r"\bprosecut\w*",
    r"\be\.g\.|\bi\.e\.|\betc\b|\bvia\b|\bper annum\b",
    r"\bEHCP\b|\bCAMHS\b|\bHRP\b|\bAPDR\b|\bSENCo\b",
    r"!",
)


def own_words(key: str) -> str:
    """Return every sentence a document itself says, its facts left out."""
    known = template(key)
    return "\n".join(
        [
            known.title,
            known.subject,
            *(block.text for block in known.blocks),
            *(
                part
                for block in known.blocks
                for pair in block.columns
                for part in pair
            ),
        ]
    )


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; a heading or a list item is one too."""
    return [
        s for s in re.split(r"(?<=[.?:])\s+|\n+", text) if re.search(r"[a-z]{2}", s)
    ]


def syllables(word: str) -> int:
    """Return about how many syllables a word has."""
    word = re.sub(r"(?:[^laeiouy]es|[^laeiouyt]ed|[^l]e)$", "", word.lower())
    return max(len(re.findall(r"[aeiouy]+", word)), 1)


def school_grade(text: str) -> float:
    """Return the Flesch-Kincaid grade of a text: 6 is read at about eleven."""
    words = re.findall(r"[A-Za-z’']+", text)
    spoken = sum(map(syllables, words))
    return 0.39 * len(words) / len(sentences(text)) + 11.8 * spoken / len(words) - 15.59


@pytest.mark.parametrize("key", DOCUMENTS)
@pytest.mark.parametrize("word", NEVER)
def test_no_document_blames_or_hides_behind_jargon(key: str, word: str) -> None:
    """A family reads these letters on a bad day."""
    assert not re.search(word, own_words(key), re.IGNORECASE)


@pytest.mark.parametrize("key", PARENTS)
def test_a_letter_to_parents_can_be_read_by_most_nine_to_eleven_year_olds(
    key: str,
) -> None:
    """Many parents read no better, and all of them are tired."""
    assert school_grade(says(key).text) <= 6


@pytest.mark.parametrize("key", PUPILS)
def test_a_pupil_s_own_page_can_be_read_by_a_nine_year_old(key: str) -> None:
    """It is about them, so they have to be able to read it."""
    assert school_grade(says(key).text) <= 4


@pytest.mark.parametrize("key", SCHOOLS)
def test_a_letter_to_a_school_is_plain_too(key: str) -> None:
    """A secretary opens it before anybody with a title does."""
    assert school_grade(says(key).text) <= 10


@pytest.mark.parametrize("key", DOCUMENTS)
def test_no_sentence_is_longer_than_a_breath(key: str) -> None:
    """Twenty-five words are the most that are read in one go; dates and names count."""
    told = sentences(says(key).text)

    assert [s for s in told if len(s.split()) > 30] == []


@pytest.mark.parametrize("key", DOCUMENTS)
def test_a_parent_hears_nothing_of_scores_and_rule_numbers(key: str) -> None:
    """Rule ids are ours; nobody outside should have to look them up."""
    assert not re.search(r"\b(?:RQ|VR|ESMA)-\d", own_words(key))
