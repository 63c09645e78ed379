"""The letters spreadsheet programs give their columns."""

from __future__ import annotations


def column_letters(count: int) -> tuple[str, ...]:
    """Return the letters of the first `count` columns: A, B, ... Z, AA, AB."""
    return tuple(letters_of(number) for number in range(1, count + 1))


def letters_of(number: int) -> str:
    """Return the letters of a column counted from 1."""
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def number_of(address: str) -> int:
    """Return which column, counted from 1, a cell such as `AB7` is in; 0 for none."""
    number = 0
    for letter in address:
        if not "A" <= letter <= "Z":
            break
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
