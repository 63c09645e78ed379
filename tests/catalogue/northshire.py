"""A whole small council, invented, with one of everything a definition can say."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path

SERVICE = "services/northshire/service.toml"
CALENDAR = "services/northshire/calendar.toml"
POSTCODES = "services/northshire/postcodes.csv"
REQUIREMENTS = "services/northshire/requirements.toml"
DECISIONS = "services/northshire/decisions.toml"
LETTERS = "services/northshire/letters.toml"
REQUEST = "services/northshire/forms/request/form.toml"
CONSENT = "services/northshire/forms/consent/form.toml"
WELCOME = "templates/wording/welcome.toml"

FILES: Mapping[str, str] = {
    SERVICE: """
key = "northshire"
prefix = "NORTH"
title = "Northshire Learning at Home"
short_title = "Learning at Home"
council = "Northshire Council"
la_code = "801"
plan_title = "Way Back Plan"
plan_abbreviation = "WBP"
source_date = 2026-01-31
acknowledgement = "welcome"
forms = ["request", "consent"]
source = "page 1"
[contact]
phone = "01632 960001"
email = "learning&home@northshire.example"
address = ["1 High Street", "Northtown"]
hours = "Monday to Friday"
source = "page 1"
[[role]]
key = "lead"
words = "Lead teacher"
source = "page 2"
[[area]]
key = "hills"
name = "Hills"
email = "hills@northshire.example"
towns = ["Northtown"]
lead_role = "lead"
source = "page 2"
[clocks]
meeting_weekday = 2
cut_off_days_before = 1
cut_off_hour = 12
decision_days = 5
assess_days = 15
absence_days = 15
reply_days = 5
appeal_days = 20
source = "page 3"
[clocks.rules]
meeting = "N-1"
[residence]
source = "page 3"
[[tier]]
key = "specialist"
label = "Specialist"
roles = ["consultant"]
accept = "yes"
source = "page 4"
[[offer]]
key = "lessons"
label = "Lessons"
about = "Lessons online."
asked_by = "help_lessons"
teaches = true
source = "page 5"
[[signpost]]
name = "A helpline"
about = "For families."
applies_if = { any = [{ question = "away", is = ["yes"] }] }
source = "page 5"
[house_style]
council = "Northshire Council"
strapline = "Learning at Home"
colour = "#0b5d57"
accent = "#7a3e00"
sign_off = "Yours sincerely"
other_formats = "Ask us for large print."
interpreters = "Ask us for an interpreter."
complaints = "Tell us if you are unhappy."
privacy = "We keep what you tell us safe."
source = "page 6"
""",
    CALENDAR: """
council = "Northshire Council"
source = "page 7"
checked_on = 2026-06-01
illustrative = true
bank_holidays = [2026-12-25]
inset_days = [2026-09-01]
closures = []
[[term]]
name = "Autumn 2026"
start = 2026-09-01
end = 2026-12-18
[[term]]
name = "Spring 2027"
start = 2027-01-04
end = 2027-03-25
[[half_term]]
name = "Autumn half term 2026"
start = 2026-10-26
end = 2026-10-30
""",
    POSTCODES: "postcode,residence\nAL97 4QT,in\nLU95 2RH,out\n",
    REQUIREMENTS: """
[[requirement]]
id = "RQ-01"
code = "consent-missing"
label = "Signed consent"
weight = "blocks"
maps_to = ["C5", "V1"]
source = "page 8"
mend = "Please send the consent form."
[requirement.sentences]
met = "The consent form is signed."
"not met" = "We have no signed consent form."
"cannot tell" = "We could not read {name}."
[[requirement.check]]
code = "consent-present"
rule = "paper-attached"
label = "A consent form came"
papers = ["consent", "clinic-letter"]
question = "away"
question_rows = ["adult_{n}_name", "help_lessons"]
at_least = 1
strictly = true
decline_reason = "too_far"
applies_if = { all = [{ question = "away", is = ["yes"] }] }
[[criterion]]
id = "E1"
code = "lives-elsewhere"
label = "Lives in Northshire"
weight = "blocks-acceptance"
source = "page 9"
decline_reason = "too_far"
applies_if = { none = [{ question = "year", is = ["Year 1"] }] }
unsure = "We cannot tell whether this applies."
[criterion.sentences]
met = "Yes."
"not met" = "No."
"cannot tell" = "We cannot tell."
"not applicable" = "This does not apply."
[[criterion.check]]
code = "home"
rule = "residence"
label = "The postcode is ours"
[[redirect]]
id = "N-9"
reason = "too_far"
label = "Lives elsewhere"
applies_if = { any = [{ question = "away", is = ["no"] }] }
sentence = "Another council can help."
source = "page 9"
""",
    DECISIONS: """
[[reason]]
code = "too_far"
label = "Lives outside Northshire"
for_parents = "You live in another council's area."
for_school = "The pupil lives outside Northshire."
would_change = "Moving into Northshire."
rules = ["N-1"]
source = "page 10"
[[decision]]
outcome = "accept"
label = "Accept"
status = "accepted"
documents = ["welcome"]
needs_reason = false
source = "page 11"
""",
    LETTERS: """
[[letter]]
key = "clinic-letter"
title = "Letter from a clinic"
title_words = ["clinic letter"]
telling_words = ["hospital"]
threshold = 3
source = "page 12"
[letter.identity]
full_name = "paper_pupil_name"
[[letter.fact]]
key = "paper_pupil_name"
kind = "name"
label = "Pupil named"
finder = "labelled-name"
labels = ["re"]
source = "page 12"
""",
    REQUEST: """
key = "request"
title = "Request for help"
intro = "Please tell us about the pupil."
return_to = "Send this to us."
edition = "2026"
issued = 2026-09-01
opens_case = true
title_words = ["request for help"]
source = "page 13"
[identity]
full_name = "pupil"
[fields]
"Name of pupil" = "pupil"
[[former_edition]]
id = "2025"
issued = 2025-09-01
fields = { "Child" = "pupil" }
[[section]]
key = "pupil"
title = "The pupil"
[[section.question]]
key = "pupil"
kind = "name"
label = "Full name"
needed = true
synonyms = ["Child"]
max_length = 80
source = "page 14"
[[section.question]]
key = "story"
kind = "long-text"
label = "What has happened?"
hint = "A few lines are enough."
source = "page 14"
[[section.question]]
key = "away"
kind = "yes-no"
with_unknown = true
label = "Is the pupil away?"
source = "page 14"
[[section.question]]
key = "year"
kind = "choice"
label = "Year"
asked = "optional"
choices = [
  { value = "Year 1", label = "Year 1" },
  { value = "Year 2", label = "Year 2" },
  { value = "Year 3", label = "Year 3" },
  { value = "Year 4", label = "Year 4" },
  { value = "Year 5", label = "Year 5" },
  { value = "Year 6", label = "Year 6" },
  { value = "Year 7", label = "Year 7" },
]
source = "page 14"
[[section.question]]
key = "help"
kind = "ticks"
label = "What would help?"
choices = [
  { value = "lessons", label = "Lessons" },
  { value = "robot", label = "A robot" },
]
applies_if = { all = [{ question = "away", is = ["yes"] }] }
source = "page 14"
[[section]]
key = "adults"
title = "Adults"
intro = "One box for each adult."
repeat = 3
title_row = "Adult {n}"
needed_rows = 1
[[section.question]]
key = "adult_{n}_name"
kind = "name"
label = "Name of adult {n}"
needed = true
source = "page 15"
[[section.question]]
key = "adult_{n}_phone"
kind = "phone"
label = "Phone"
applies_if = { none = [{ question = "adult_{n}_name", is = ["none"] }] }
source = "page 15"
""",
    CONSENT: """
key = "consent"
title = "Consent"
edition = "2026"
issued = 2026-09-01
title_words = ["consent"]
source = "page 16"
[[section]]
key = "sign"
title = "Sign here"
[[section.question]]
key = "signed"
kind = "signature"
label = "Signature"
source = "page 16"
""",
    WELCOME: """
key = "welcome"
title = "Welcome"
about = "The first letter"
audience = "school"
frame = "letter"
subject = "Ref {{ case.ref }}"
formats = ["docx", "pdf"]
needs = ["case", "papers"]
gaps = ["case.note"]
attaches = []
source = "page 17"
[[block]]
key = "hello"
kind = "paragraph"
text = "Hello."
[[block]]
key = "list"
kind = "table"
each = "papers"
when = "papers"
columns = [["Paper", "{{ row.name }}"]]
text = "What came"
""",
    "templates/docx/letter.docx": "a frame",
    "templates/html/letter.html": "a frame",
}


def lay_out(folder: Path, files: Mapping[str, str] = FILES) -> Path:
    """Write the council's files below a folder and return the folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def changed(folder: Path, file: str, old: str, new: str) -> Path:
    """Write the council's files with one text of one file replaced by another."""
    assert old in FILES[file], f"{file} no longer says {old!r}"
    return lay_out(folder, {**FILES, file: FILES[file].replace(old, new, 1)})


def as_toml(table: Mapping[str, object]) -> str:
    """Return a table as TOML, each key on its own line and all below it in line."""
    return "\n".join(f"{json.dumps(k)} = {_inline(v)}" for k, v in table.items())


def _inline(value: object) -> str:
    if isinstance(value, Mapping):
        pairs = (f"{json.dumps(k)} = {_inline(v)}" for k, v in value.items())
        return f"{{ {', '.join(pairs)} }}"
    if isinstance(value, list):
        return f"[{', '.join(_inline(each) for each in value)}]"
    if isinstance(value, dt.date):
        return value.isoformat()
    return json.dumps(value)
