from __future__ import annotations

import datetime as dt
import struct
from collections import deque

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import String

from tests.papers import outlook, parcels, pdfs, scans
from tests.papers.outlook import Narrow, attachment, message, saved
from toolkit.model import Document, PaperSort
from toolkit.reading import Limits, read
from toolkit.reading.rich_text import unpacked

FORM = pdfs.form(pdfs.text("dob", String("3/5/12")))
LOGO = b"\x89PNG\r\n\x1a\n" + bytes(9)
SHORT = saved(message(attached=[attachment("note.txt", b"hello " * 900)]))


def lines(document: Document) -> list[str]:
    """Return the words of a document."""
    return [line.text for line in document.lines]


def names(document: Document) -> list[str]:
    """Return the names of the papers inside."""
    return [paper.name for paper in document.papers]


def codes(document: Document) -> list[str]:
    """Return the codes of a document's problems."""
    return [problem.code for problem in document.problems]


def words(properties: outlook.Properties) -> list[str]:
    """Return the words of a message with these properties, without the receiver."""
    found = lines(read(saved(message(properties)), "m.msg"))
    return [line for line in found if not line.startswith("To: ")]


# --- words --------------------------------------------------------------------------


def test_a_message_from_outlook_gives_its_words_and_its_papers() -> None:
    """Schools drag a message out of Outlook into the folder: this is what lands."""
    mail = saved(message(attached=[attachment("Form.pdf", FORM)]))

    document = read(mail, "mail.msg")

    assert document.sort is PaperSort.MESSAGE
    assert document.problems == ()
    assert lines(document) == [
        "Subject: Referral",
        "From: Office <office@northfield.example>",
        "To: Service <service@council.example>",
        "Date: Mon, 14 Sep 2026 08:30:00 +0000",
        "Please find the form attached.",
    ]
    [paper] = document.papers
    assert (paper.name, paper.sort) == ("Form.pdf", PaperSort.PDF_FORM)
    assert [mark.text for mark in paper.marks] == ["3/5/12"]
    assert {line.place.paper for line in document.lines} == {document.sha256}


def test_a_message_says_the_same_however_it_was_saved() -> None:
    """Its path through the service must not hang on how somebody saved it."""
    mail = parcels.message("Consent will follow.\n\nJakub Wiśniewski")
    head = "".join(f"{name}: {value}\r\n" for name, value in mail.items())
    kept = saved(
        message(
            {
                outlook.SUBJECT: "Referral",
                outlook.HEADERS: head,
                outlook.BODY: "Consent will follow.\r\n\r\nJakub Wiśniewski\r\n",
            }
        )
    )

    assert lines(read(kept, "m.msg")) == lines(read(bytes(mail), "m.eml"))


def test_a_subject_changed_at_the_desk_is_the_one_that_counts() -> None:
    """People write the case reference into it before they file the message."""
    found = words(
        {outlook.SUBJECT: "ESMA-2026-0001-X", outlook.HEADERS: "Subject: forgot\r\n"}
    )

    assert found == ["Subject: ESMA-2026-0001-X"]


@pytest.mark.parametrize(
    ("properties", "line"),
    [
        pytest.param(
            {
                outlook.SENDER: "A secretary",
                outlook.SENDER_MAIL: "secretary@northfield.example",
                outlook.AUTHOR: "Siobhan O'Neill",
                outlook.AUTHOR_MAIL: "head@northfield.example",
            },
            "From: Siobhan O'Neill <head@northfield.example>",
            id="sent for somebody else",
        ),
        pytest.param(
            {outlook.SENDER: "Office", outlook.SENDER_MAIL: "/O=FIRM/CN=OFFICE"},
            "From: Office",
            id="an address inside one firm",
        ),
        pytest.param(
            {outlook.SENDER_MAIL: "office@northfield.example"},
            "From: office@northfield.example",
            id="no name",
        ),
        pytest.param(
            {outlook.SENDER: Narrow("Wiśniewski".encode("cp1250")), 0x3FFD: 1250},
            "From: Wiśniewski",
            id="letters of an older Outlook",
        ),
        pytest.param(
            {outlook.SENDER: Narrow("Zoë".encode("cp1252")), 0x3FFD: 4711},
            "From: Zoë",
            id="letters of nobody knows where",
        ),
        pytest.param(
            {outlook.SENDER: "Office", outlook.BODY: Narrow(b"\xff\xfe")},
            "From: Office",
            id="beside a property that is broken",
        ),
    ],
)
def test_who_sent_it_is_said_as_e_mails_say_it(
    properties: outlook.Properties, line: str
) -> None:
    """The address tells which school it is."""
    assert words(properties)[0] == line


def test_receivers_without_a_list_are_those_that_outlook_shows() -> None:
    """A draft has no list of receivers yet."""
    mail = message({outlook.SHOWN_TO: "Service"}, to=[{outlook.RECEIVER_TYPE: 2}])

    assert lines(read(saved(mail), "m")) == ["To: Service"]


def test_who_only_gets_a_copy_is_no_receiver() -> None:
    """To whom it was sent says which desk is to answer."""
    copy: outlook.Properties = {outlook.NAME: "Copy", outlook.RECEIVER_TYPE: 2}
    mail = message({}, to=[{outlook.NAME: "Service"}, copy])

    assert lines(read(saved(mail), "m")) == ["To: Service"]


def test_a_date_that_is_none_of_this_world_is_left_out() -> None:
    """Some programs write the year 30828 for `never`."""
    never = dt.datetime(1601, 1, 1, tzinfo=dt.UTC)
    mail = saved(message({outlook.SUBJECT: "Hello", outlook.SENT_AT: never}))
    late = mail.replace(
        bytes.fromhex("4000390006000000") + bytes(8),
        bytes.fromhex("4000390006000000") + b"\xff" * 7 + b"\x7f",
    )

    assert late != mail
    assert not any("Date" in line for line in lines(read(mail, "m")))
    assert lines(read(late, "m"))[0] == "Subject: Hello"
    assert not any("Date" in line for line in lines(read(late, "m")))


@pytest.mark.parametrize(
    "web",
    [
        pytest.param(b"<p>Dear team</p><p>Amara &amp; Kofi", id="bytes"),
        pytest.param("<p>Dear team</p><p>Amara &amp; Kofi", id="text"),
    ],
)
def test_web_text_is_read_where_the_plain_text_is_blank(web: bytes | str) -> None:
    """Programs other than Outlook leave the plain text out."""
    found = words({outlook.BODY: " \r\n", outlook.HTML: web})

    assert found == ["Dear team", "Amara & Kofi"]


# --- words in rich text only --------------------------------------------------------

UNREAD = ["words-not-read"]
FRAME = rb"{\rtf1\ansi\fromhtml1{\fonttbl{\f0 Arial;}}{\*\htmltag <p>}\htmlrtf \'a0 x"


@pytest.mark.parametrize(
    ("kept", "found"),
    [
        pytest.param(outlook.rich(FRAME + rb"\htmlrtf0 Ill}"), UNREAD, id="words"),
        pytest.param(outlook.rich(FRAME + rb"\htmlrtf0 \'c9}"), UNREAD, id="a letter"),
        pytest.param(outlook.rich(FRAME + rb"\htmlrtf0 \u346?}"), UNREAD, id="a sign"),
        pytest.param(outlook.rich(FRAME + rb"\htmlrtf0\par }"), [], id="a frame"),
        pytest.param(
            outlook.rich(rb"{\rtf1 Ill}", packed=False), UNREAD, id="unpacked"
        ),
        pytest.param(outlook.rich(b"{}", packed=False), [], id="nothing unpacked"),
        pytest.param(outlook.rich(FRAME)[:40], UNREAD, id="torn"),
        pytest.param(b"\x01\x02\x03", UNREAD, id="none of it makes sense"),
        pytest.param(b"", [], id="no bytes"),
    ],
)
def test_words_kept_for_outlook_alone_are_said_to_be_unread(
    kept: bytes, found: list[str]
) -> None:
    """A covering letter must not vanish; an empty one must not send people looking."""
    document = read(saved(message({outlook.RICH: kept})), "m.msg")

    assert codes(document) == found


@pytest.mark.parametrize(
    ("packed", "text"),
    [
        pytest.param(
            "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af320"
            "68656c090020627705b06c647d0a800fa0",
            b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n",
            id="section 3.1.1",
        ),
        pytest.param(
            "1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0",
            b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}",
            id="section 3.1.2",
        ),
    ],
)
def test_repetitions_in_rich_text_are_undone(packed: str, text: bytes) -> None:
    """Outlook packs it by pointing back; the examples are those of [MS-OXRTFCP]."""
    assert unpacked(bytes.fromhex(packed)) == text


def test_words_kept_twice_are_read_once_and_not_complained_of() -> None:
    """Outlook keeps nearly every message's words in both forms."""
    kept: outlook.Properties = {
        outlook.BODY: "Ill.",
        outlook.RICH: outlook.rich(rb"{\rtf1 Ill.}"),
    }
    document = read(saved(message(kept)), "m.msg")

    assert document.problems == ()
    assert document.text.count("Ill.") == 1


# --- what it carries ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "name"),
    [
        pytest.param({}, "Support plan.txt", id="the whole name"),
        pytest.param({outlook.LONG_NAME: ""}, "SUPPOR~1.TXT", id="only a short one"),
        pytest.param({outlook.LONG_NAME: "..\\..\\C:\\x.txt"}, "x.txt", id="climbing"),
        pytest.param(
            {outlook.LONG_NAME: "", outlook.SHORT_NAME: ""}, "attachment 1", id="none"
        ),
    ],
)
def test_an_attachment_has_the_name_its_sender_gave_it(
    more: outlook.Properties, name: str
) -> None:
    """Old programs cut names to eight letters, which say nothing to anybody."""
    usual: outlook.Properties = {outlook.SHORT_NAME: "SUPPOR~1.TXT"}
    paper = attachment("Support plan.txt", b"hello", {**usual, **more})

    assert names(read(saved(message(attached=[paper])), "m")) == [name]


PICTURE = {outlook.MIME: "image/png", outlook.CONTENT_ID: "logo@1"}


@pytest.mark.parametrize(
    ("contents", "more", "count"),
    [
        pytest.param(LOGO, {**PICTURE, outlook.HIDDEN: True}, 0, id="hidden logo"),
        pytest.param(LOGO, {**PICTURE, outlook.FLAGS: 4}, 0, id="logo in the text"),
        pytest.param(LOGO, {outlook.HIDDEN: True}, 0, id="logo by its name"),
        pytest.param(LOGO, PICTURE, 1, id="a picture that is attached"),
        pytest.param(FORM, {**PICTURE, outlook.HIDDEN: True}, 1, id="a form inside"),
        pytest.param(b"\1\0\0\0", {outlook.HIDDEN: True}, 0, id="a drawing"),
        pytest.param(
            b"\1\0\0\0",
            {outlook.HIDDEN: True, outlook.MIME: "application/octet-stream"},
            1,
            id="said to be no picture",
        ),
        pytest.param(
            LOGO + bytes(100_000), {**PICTURE, outlook.HIDDEN: True}, 1, id="a photo"
        ),
    ],
)
def test_a_logo_is_no_paper_and_a_photo_in_the_text_is(
    contents: bytes, more: outlook.Properties, count: int
) -> None:
    """Every council mail has a logo; a parent pastes a photo of the signed form."""
    mail = saved(message(attached=[attachment("image001.png", contents, more)]))

    assert len(read(mail, "m").papers) == count


def test_what_is_hidden_and_no_picture_is_a_paper() -> None:
    """A form must not be lost because a program marked it oddly."""
    paper = attachment("Form.pdf", FORM, {outlook.HIDDEN: True})

    assert names(read(saved(message(attached=[paper])), "m")) == ["Form.pdf"]


def test_a_picture_that_is_attached_is_read() -> None:
    """Parents send a photograph of the signed form."""
    photo = attachment("consent.jpg", scans.jpeg(scans.scenery()))

    [paper] = read(saved(message(attached=[photo])), "m").papers

    assert paper.sort is PaperSort.IMAGE


@pytest.mark.parametrize(
    ("paper", "code"),
    [
        pytest.param(
            outlook.storage(
                8, {outlook.LONG_NAME: "Form.pdf", outlook.METHOD: outlook.BY_LINK}
            ),
            "link-inside",
            id="a link to a share",
        ),
        pytest.param(
            attachment("Form.pdf", {"CONTENTS": b"x"}, {outlook.METHOD: 6}),
            "unknown-kind",
            id="a drawing of another program",
        ),
        pytest.param(outlook.storage(8, {outlook.METHOD: 1}), "empty", id="nothing"),
        pytest.param(
            attachment("winmail.dat", b"x\x9f\x3e\x22\x01\x00"),
            "winmail",
            id="packed once more",
        ),
    ],
)
def test_what_cannot_be_had_is_named_with_its_reason(
    paper: outlook.Tree, code: str
) -> None:
    """Nothing that a message lists is lost without a word."""
    mail = saved(message(attached=[paper, attachment("note.txt", b"hello")]))

    found, other = read(mail, "m").papers

    assert codes(found) == [code]
    assert other.text == "hello"


# --- messages in messages -----------------------------------------------------------


def forwarded(*papers: outlook.Tree, name: str = "Consent") -> outlook.Tree:
    """Return a message of a parent, as the school attaches it to its own."""
    words: outlook.Properties = {outlook.SUBJECT: "Consent", outlook.BODY: "As asked."}
    return attachment(name, message(words, attached=papers, inside=True))


def test_a_forwarded_message_carries_its_own_papers() -> None:
    """The school forwards what the parent sent."""
    inner = forwarded(attachment("Form.pdf", FORM))
    mail = saved(message(attached=[inner, attachment("note.txt", b"hello")]))

    parent, _ = read(mail, "m").papers

    assert (parent.name, parent.sort) == ("Consent", PaperSort.MESSAGE)
    assert lines(parent)[0] == "Subject: Consent"
    assert lines(parent)[-1] == "As asked."
    assert names(parent) == ["Form.pdf"]
    assert {line.place.paper for line in parent.lines} == {parent.sha256}


def test_a_forwarded_message_keeps_its_own_date() -> None:
    """The date of a parent's consent is hers, not that of the forwarding."""
    inner = message({outlook.SENT_AT: outlook.SENT}, inside=True)

    [paper] = read(saved(message({}, attached=[attachment("x", inner)])), "m").papers

    assert "Date: Mon, 14 Sep 2026 08:30:00 +0000" in lines(paper)


def test_a_forwarded_message_is_the_same_paper_in_whatever_it_comes() -> None:
    """Sent twice, it must not stand twice among the papers of a case."""
    inner = forwarded(attachment("Form.pdf", FORM))
    first = read(saved(message(attached=[inner])), "a").papers
    other = read(saved(message(attached=[attachment("x", b"x"), inner])), "b").papers

    assert first[0].sha256 == other[1].sha256
    assert first[0].sha256 != other[0].sha256


def test_messages_nested_too_deep_are_named_and_not_opened() -> None:
    """Messages in messages are how scanners are tired out."""
    paper = forwarded(forwarded(forwarded(name="third"), name="second"), name="first")

    document = read(saved(message(attached=[paper])), "m", Limits(max_depth=2))

    [first] = document.papers
    [second] = first.papers
    [third] = second.papers
    assert codes(third) == ["too-deep"]
    assert third.papers == ()


def test_more_papers_than_the_limit_are_named_and_not_opened() -> None:
    """All levels share one limit, whatever sort of message they are in."""
    notes = [attachment(f"{at}.txt", b"x") for at in range(3)]
    mail = saved(message(attached=[forwarded(*notes), *notes]))

    inner, *others = read(mail, "m", Limits(max_papers=5)).papers

    assert [codes(paper) for paper in inner.papers] == [[], [], []]
    assert [codes(paper) for paper in others] == [[]] + [["too-many-papers"]] * 2


def test_an_endless_message_inside_does_not_cost_the_others() -> None:
    """One forwarded log file must not hold back the form."""
    inner = forwarded()  # of 28 letters, and the message around it of 5
    mail = message({outlook.BODY: "Here."}, attached=[inner], to=[{0x0C15: 2}])

    document = read(saved(mail), "m", Limits(max_text_length=20))

    assert lines(document) == ["Here."]
    assert [codes(paper) for paper in document.papers] == [["too-big-to-open"]]


def test_an_endless_message_is_declined() -> None:
    """Its words would fill the casebook."""
    mail = saved(message({outlook.BODY: "x" * 50}))

    assert codes(read(mail, "m", Limits(max_text_length=40))) == ["too-big-to-open"]


# --- what it is, and what is broken -------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("EncryptedPackage", id="a locked document"),
        pytest.param("WordDocument", id="an older Word document"),
    ],
)
def test_what_is_attached_does_not_make_a_message_something_else(name: str) -> None:
    """The names inside an attached document stand in the message's own bytes too."""
    paper = attachment("paper.doc", saved({name: b"x" * 5000}))

    document = read(saved(message(attached=[paper])), "m.doc")

    assert document.sort is PaperSort.MESSAGE
    assert names(document) == ["paper.doc"]


def test_a_message_inside_a_word_document_does_not_make_it_a_message(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Word keeps what is dragged into a document in storages of its own."""
    monkeypatch.setenv("PATH", "")
    word = saved({"WordDocument": b"x" * 5000, "ObjectPool": {"_1": message()}})

    assert codes(read(word, "m.msg")) == ["old-word"]


@given(st.integers(min_value=8, max_value=len(SHORT)))
@settings(max_examples=60, deadline=None)
def test_a_message_cut_short_is_never_read_as_if_it_were_whole(length: int) -> None:
    """Half a message has half its attachments, and nobody would know."""
    whole = read(SHORT, "m")
    document = read(SHORT[:length], "m")

    is_unread = document.sort is PaperSort.UNREADABLE
    assert is_unread or document.papers == whole.papers


def test_an_attachment_whose_end_is_missing_makes_the_message_a_damaged_one() -> None:
    """The directory says how long it is; half of it could pass for a whole paper."""
    table = SHORT.rindex(struct.pack("<3I", 1, 2, 3))
    torn = bytearray(SHORT)
    torn[table : table + 4] = struct.pack("<I", 0xFFFFFFFE)

    assert codes(read(bytes(torn), "m")) == ["damaged"]


@given(
    st.lists(
        st.tuples(st.integers(0, len(SHORT) - 1), st.integers(0, 255)),
        min_size=1,
        max_size=20,
    )
)
@settings(max_examples=150, deadline=None)
def test_no_damage_makes_a_message_break_the_reader(
    changes: list[tuple[int, int]],
) -> None:
    """Whatever is in the file, the answer is a document."""
    torn = bytearray(SHORT)
    deque((torn.__setitem__(*change) for change in changes), maxlen=0)

    assert isinstance(read(bytes(torn), "m"), Document)
