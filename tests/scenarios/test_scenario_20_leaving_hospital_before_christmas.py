"""20. A hospital school rings at 15:55 on the last day of term."""

from __future__ import annotations

import datetime as dt

from tests.scenarios.offices import AMARA, BY, Office, filled

LAST_DAY = dt.datetime(2026, 12, 18, 15, 55, tzinfo=dt.UTC)
FIRST_MEETING = "2027-01-06"
# What somebody knows at the end of a phone call.
BY_PHONE = {
    key: AMARA[key]
    for key in (
        "pupil_legal_forename",
        "pupil_legal_surname",
        "dob",
        "upn",
        "school_name",
        "postcode",
        "referrer_name",
        "referrer_email",
    )
}
SAID = ("--set", "discharge_on=21/12/2026", "--set", "summary=The ward school rang.")


def test_what_was_said_opens_a_case_that_meets_after_the_holidays(
    office: Office,
) -> None:
    """Nothing is lost over Christmas, and nobody is given a task in it."""
    office.at(LAST_DAY)
    office.takes_in({"phone call.pdf": filled("service-request", BY_PHONE)})
    case = office.case()
    said = office.types(
        "record", case["ref"], "hospital", *BY, "--set", "way_back=phased_return", *SAID
    )

    assert said.code == 0, said.err
    assert case["status"] == "incomplete"
    due = {d["what"]: d["due"] for d in case["deadlines"]}
    assert due["next meeting"] == FIRST_MEETING
    assert [day for day in due.values() if "2026-12-18" < day < "2027-01-04"] == []
    assert office.letters("acknowledgement")


def test_the_way_back_is_one_of_those_the_service_knows(office: Office) -> None:
    """ESMA-021: full return, phased return, or support alongside school."""
    office.at(LAST_DAY)
    office.takes_in({"phone call.pdf": filled("service-request", BY_PHONE)})
    ref = office.case()["ref"]
    unknown = office.types("record", ref, "hospital", *BY, "--set", "way_back=soon")
    office.types("record", ref, "hospital", *BY, "--set", "way_back=support")

    assert unknown.code == 1
    assert "“soon”" in unknown.err
    [record] = office.case()["records"]
    assert record["answers"] == {"way_back": "support"}
