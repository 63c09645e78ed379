"""Invents people and their answers from a seed: no real name, number or address.

The telephone numbers and mail domains are those set aside for fiction and examples,
the postcodes lie in districts that do not exist, and the pupil numbers bear an
establishment, 9999, that no school has.
"""

# ruff: noqa: S311 -- these are made-up people, not secrets

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from toolkit.catalogue import Form, Kind, Question
from toolkit.model import Value

FORENAMES = (
    *("Amara", "Adaeze", "Zainab", "Jakub", "Siobhan", "Síobhán", "Li Wei", "Yusuf"),
    *("Mateusz", "Priya", "Tomos", "Maisie-Grace", "Noor", "Fatima Zahra", "Kai"),
    *("Oluwaseun", "Eszter", "Zoë", "Łukasz", "Anne-Marie", "Rosa Maria", "Chloé"),
    *("Ayşe", "Björn", "Nguyen Thi", "D’Arcy", "Renée", "Muireann", "Ifeoma", "Ruby"),
    "Alexandrina Wilhelmina Theodora",
)
SURNAMES = (
    *("Okafor", "Hussain", "Wiśniewski", "Wisniewski", "O'Neill", "O’Neill", "Chen"),
    *("Kowalczyk", "Ali", "Ramanathan", "ap Rhys", "Hartley", "McDonald", "Hoa"),
    *("El Amrani", "Whitmore", "Smith", "de la Cruz", "Adeyemi", "Szabó", "Müller"),
    *("D'Souza", "van der Berg", "Smith-Jones", "St John", "Çelik", "Żółkiewska"),
    "Featherstonehaugh-Cholmondeley de Montmorency",
)
TITLES = ("", "", "Mr ", "Mrs ", "Ms ", "Dr ", "Prof. ", "Miss ", "Mx ")
ROADS = ("Larkfield Rise", "Quarry Bank", "St Aldhelm’s Road", "Mill & Forge Lane")
PLACES = ("Hollowmere", "Redgate", "North Bramley", "Sandholme", "Llanfair-y-Bryn")
DISTRICTS = ("AL97", "LU95", "SG96", "HR97", "YO96")
DOMAINS = (
    *("willowmere-school.example", "hollowmere.example", "clinic-north.example"),
    "st-brigids.example",
)
SHORT = (
    *("None", "n/a", "Yes – see letter", "TBC", "9199001", "Mother", "foster carer"),
    *(
        "Polish",
        "Urdu; some English",
        "she/her",
        "8Z",
        "11 B/Ma2",
        "I, then C from May",
    ),
    *("104", "9:06", "GCSE grade 5", "Higher", "Q3/B", "large print (18 pt)", "BSL"),
    *("Year 9 tutor", "Ward 7 (Juniper)", "2-3 weeks", "about 6 hrs", "W/B 4 May"),
    *("AQA 8300", "5+", "Working towards", "grandad", "£0.00", "10½ hours", "50/50"),
)
ROLES = (
    *("SENCo", "Assistant Head (Inclusion)", "Consultant paediatrician", "GP", "DSL"),
    *("Pastoral lead & DSL", "CAMHS key worker", "Headteacher", "Ward sister"),
)
BODIES = (
    *("Willowmere High School", "St Brigid’s Catholic Primary", "Sandholme Hospital"),
    *("Larkspur Special School", "Redgate Clinic, Floor 2", "Smith & <Sons>"),
    *("North Bramley Hospital School", "Hollowmere “Hub” CAMHS"),
)
SENTENCES = (
    "Unable to attend since half term because of fatigue after a virus.",
    "The consultant’s letter of 12 January says 5 hours a week, no more!",
    "What helps: short lessons, camera off, a quiet room & regular breaks.",
    "She says “mornings are the worst” and would like to see her friends.",
    "He walks with crutches; stairs are not possible before the review.",
    "Attendance fell from 94% to 31.5% between September and December.",
    "Work is set in Maths, English and Science and marked each Friday.",
    "Mum has asked whether lessons could begin at 10:30, not 09:00.",
    "No.",
    "The pain team (Dr Szabó) will write again after the next clinic.",
    "Targets: 1) one lesson a day; 2) lunch with Zoë; 3) back by May.",
    "They enjoy drawing, cats, and anything to do with the sea.",
    "Nothing has changed since the last plan – please see page 2 of it.",
    "We tried a phased return (two mornings a week) from 3/11 to 28/11.",
    "Risks: fainting, falls; staff know to call 999 and then the parents.",
    "Reading age 9:06, spelling age 8:10, tested on 4.9.25 by the SENCo.",
)
LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""The check letters of a pupil number, by remainder; I, O and S are not used."""

Styles = Sequence[Callable[[dt.date], str]]


def _ordinal(day: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{'th' if 11 <= day <= 13 else ending}"


DATE_STYLES: Styles = (
    lambda d: f"{d:%d/%m/%Y}",
    lambda d: f"{d:%d/%m/%Y}",
    lambda d: f"{d.day}/{d.month}/{d.year}",
    lambda d: f"{d:%d.%m.%Y}",
    lambda d: f"{d:%d-%m-%Y}",
    lambda d: f"{d.day} {d:%B %Y}",
    lambda d: f"{_ordinal(d.day)} {d:%B %Y}",
    lambda d: f"{d.day} {d:%b %Y}",
    lambda d: f"{d:%Y-%m-%d}",
    lambda d: f"{d:%a} {d.day} {d:%b %Y}",
    lambda d: f"{d.day}/{d.month}/{d:%y}",
)


@dataclass(frozen=True, slots=True)
class Put:
    """What was put into a form as one answer, and what it means.

    `means` is null where the words are all there is to it.
    """

    said: str | bool
    means: Value | None = None


Papers = Mapping[str, Put]
"""The answers of one form by question key."""


def pupil_number(digits: str) -> str:
    """Return the unique pupil number of these 12 figures, its check letter first.

    Source: Department for Education, Unique pupil numbers: weights 2 to 13, modulo 23.
    """
    total = sum(int(d) * weight for weight, d in enumerate(digits, start=2))
    return f"{LETTERS[total % 23]}{digits}"


def nhs_number(start: str) -> str | None:
    """Return the NHS number that begins with these 9 figures; null if there is none.

    Source: NHS Data Dictionary, NHS number: weights 10 to 2, modulo 11.
    """
    total = sum(
        int(d) * weight for d, weight in zip(start, range(10, 1, -1), strict=True)
    )
    check = (11 - total % 11) % 11
    return None if check == 10 else f"{start}{check}"


class Inventor:
    """Invents answers; the same seed invents the same ones.

    Args:
        seed: Any text.
        crowded: Whether some long answers fill all the letters they may have, which a
            page can only show in very small print.
    """

    def __init__(self, seed: str, *, crowded: bool = True) -> None:
        self._chance = random.Random(seed)
        self._crowded = crowded

    def answers(self, form: Form) -> Papers:
        """Return answers to most of the questions that the form's blank prints."""
        asked = [question for question in form.questions() if question.on_blank]
        return {
            question.key: self.answer(question)
            for question in asked
            if question.kind is Kind.TICK or self._chance.random() < 0.88
        }

    def answer(self, question: Question) -> Put:
        """Return an answer to one question that fits its kind and its length."""
        if question.choices and question.kind is not Kind.TICK:
            chosen = self._chance.choice(question.choices).value
            return Put(chosen, chosen)
        return _MAKERS[question.kind](self, question)

    # --- each kind ------------------------------------------------------------------

    def tick(self, _: Question) -> Put:
        """Tick a box, or leave it."""
        ticked = self._chance.random() < 0.45
        return Put(ticked, ticked)

    def yes_no(self, _: Question) -> Put:
        """Say yes or no in words."""
        said = self._chance.choice(("yes", "no"))
        return Put(said, said)

    def name(self, question: Question) -> Put:
        """Name somebody: one name, two, many, with titles and marks."""
        pick = self._chance.choice
        whole = f"{pick(TITLES)}{pick(FORENAMES)} {pick(SURNAMES)}"
        names = (whole, whole, whole, pick(FORENAMES), pick(SURNAMES))
        return Put(_short(pick(names), question))

    def date(self, question: Question) -> Put:
        """Write a day of the last or the next year, as people write days."""
        return self._day(question, dt.date(2025, 9, 1), 700)

    def birth_date(self, question: Question) -> Put:
        """Write the birthday of somebody of school age."""
        return self._day(question, dt.date(2010, 9, 1), 4000)

    def _day(self, question: Question, first: dt.date, span: int) -> Put:
        day = first + dt.timedelta(days=self._chance.randrange(span))
        shown = [style(day) for style in DATE_STYLES]
        fits = [text for text in shown if len(text) <= question.max_length]
        return Put(self._chance.choice(fits), day)

    def number(self, _: Question) -> Put:
        """Write a number."""
        value = self._chance.choice((0, 3, 15, 17.5, 22, 63, 101, 380))
        return Put(str(value), value)

    def percentage(self, _: Question) -> Put:
        """Write a percentage."""
        value = self._chance.choice((0, 31.5, 48, 62, 87.25, 100))
        sign = self._chance.choice(("", "%", " %"))
        return Put(f"{value}{sign}", value)

    def year_group(self, _: Question) -> Put:
        """Write a year group."""
        year = self._chance.choice(("R", *map(str, range(1, 12))))
        words = ("", "Year ", "Yr ") if year != "R" else ("", "Year ")
        return Put(f"{self._chance.choice(words)}{year}", year)

    def postcode(self, _: Question) -> Put:
        """Write a postcode of a district that does not exist."""
        letters = "".join(self._chance.choices("ABDEFGHJLNPQRSTUWXYZ", k=2))
        inward = f"{self._chance.randrange(10)}{letters}"
        outward = self._chance.choice(DISTRICTS)
        gap = self._chance.choice((" ", " ", " ", ""))
        written = f"{outward}{gap}{inward}"
        small = self._chance.random() < 0.1
        return Put(written.lower() if small else written, f"{outward} {inward}")

    def upn(self, _: Question) -> Put:
        """Write a pupil number with its right check letter."""
        upn = pupil_number(f"9199999{self._chance.randrange(10**5):05d}")
        return Put(upn, upn)

    def nhs(self, _: Question) -> Put:
        """Write an NHS number of the range for tests."""
        number = None
        while number is None:
            number = nhs_number(f"999{self._chance.randrange(10**6):06d}")
        return Put(f"{number[:3]} {number[3:6]} {number[6:]}", number)

    def phone(self, question: Question) -> Put:
        """Write a telephone number out of those set aside for fiction."""
        return Put(_short(self._number(), question))

    def _number(self) -> str:
        last = f"{self._chance.randrange(1000):03d}"
        styles = ("01632 960{}", "(01632) 960 {}", "07700 900{}", "+44 7700 900{}")
        return self._chance.choice((*styles, "01632-960{}", "01632960{}")).format(last)

    def email(self, _: Question) -> Put:
        """Write a mail address of a domain that can never be."""
        pick = self._chance.choice
        boxes = (
            "office",
            "s.o'neill",
            "smith&sons",
            "a.okafor2",
            "senco_team",
            "head",
        )
        return Put(f"{pick(boxes)}@{pick(DOMAINS)}")

    def text(self, question: Question) -> Put:
        """Write a few words: a body, a post, a person, a number, or none of these."""
        pick = self._chance.choice
        person = f"{pick(FORENAMES)} {pick(SURNAMES)}, {pick(ROLES)}"
        some = (
            *(pick(SHORT), pick(SHORT), pick(ROLES), pick(BODIES)),
            *(person, f"{person}, {self._number()}", f"{pick(BODIES)}, {pick(PLACES)}"),
        )
        fits = [words for words in some if len(words) <= question.max_length]
        return Put(pick(fits) if fits else _short(pick(SHORT), question))

    def long_text(self, question: Question) -> Put:
        """Write several sentences, about as many as the drawn lines have room for."""
        room = min(question.max_length, 85 * question.lines)
        if self._crowded and self._chance.random() < 0.08:
            room = question.max_length
        least = self._chance.randrange(20, max(room, 21))
        words = self._chance.choice(SENTENCES)
        while len(words) < least:
            gap = "\n" if self._chance.random() < 0.12 else " "
            words += gap + self._chance.choice(SENTENCES)
        return Put(_short(words, question, room))


def _short(words: str, question: Question, room: int | None = None) -> str:
    """Return the words without those at their end that the answer has no room for."""
    most = min(question.max_length, room or question.max_length)
    if len(words) <= most:
        return words
    cut, _, _ = words[: most + 1].rpartition(" ")
    return (cut or words[:most]).rstrip()


_MAKERS: Mapping[Kind, Callable[[Inventor, Question], Put]] = {
    Kind.NAME: Inventor.name,
    Kind.TEXT: Inventor.text,
    Kind.LONG_TEXT: Inventor.long_text,
    Kind.DATE: Inventor.date,
    Kind.BIRTH_DATE: Inventor.birth_date,
    Kind.YES_NO: Inventor.yes_no,
    Kind.CHOICE: Inventor.text,
    Kind.TICK: Inventor.tick,
    Kind.NUMBER: Inventor.number,
    Kind.PERCENTAGE: Inventor.percentage,
    Kind.YEAR_GROUP: Inventor.year_group,
    Kind.POSTCODE: Inventor.postcode,
    Kind.UPN: Inventor.upn,
    Kind.NHS_NUMBER: Inventor.nhs,
    Kind.PHONE: Inventor.phone,
    Kind.EMAIL: Inventor.email,
    Kind.SIGNATURE: Inventor.name,
}
