"""The sentences a person reads when a paper cannot be read, or not wholly.

Codes are a public promise; each sentence says what was seen and what to do next.
"""

from __future__ import annotations

from toolkit.model import Problem

SENTENCES: dict[str, str] = {
    # --- the file as a whole ---
    "empty": (
        "The file is empty. Its copying may have been interrupted; "
        "please ask the sender to send it again."
    ),
    "too-big-to-open": (
        "The file is too big to be opened safely. "
        "Please ask the sender for a smaller copy, or for its parts one by one."
    ),
    "too-many-pages": (
        "The file has more than {count} pages, which is more than we open. "
        "Please ask the sender for the pages that matter."
    ),
    "too-slow": (
        "Reading the file took too long, so we stopped. "
        "Please open it yourself, or ask the sender to save it again as a PDF."
    ),
    "broke-the-reader": (
        "The file stopped our reader in its tracks. "
        "Please open it yourself, or ask the sender to save it again as a PDF."
    ),
    "damaged": (
        "The file is damaged or only part of it arrived. "
        "Please ask the sender to send it again."
    ),
    "not-a-file": (
        "This is a folder, a link or a device, not a file. "
        "Please put the file itself in the intake."
    ),
    "cannot-open": (
        "The file could not be opened from where it lies. "
        "Please check that it is still there and that you may read it."
    ),
    "encrypted": (
        "The file is protected with a password, so we could not open it. "
        "Please ask the sender for an unlocked copy."
    ),
    "unsafe": (
        "The file is built in a way that could harm the computer that opens it, "
        "so we did not open it. Please ask the sender how it was made, "
        "and for a plain PDF."
    ),
    # --- sorts we do not read ---
    "unknown-kind": (
        "We do not know this kind of file. "
        "Please ask the sender for a PDF or a Word document."
    ),
    "old-word": (
        "This is a Word document in the format used before 2007. Please open it in "
        "Word, save it as a PDF or as .docx, and put that in the intake."
    ),
    "rich-text": (
        "This is a rich text document. Please open it in Word, save it as a PDF "
        "or as .docx, and put that in the intake."
    ),
    "open-document": (
        "This is an OpenDocument file. Please open it in Word or LibreOffice, save it "
        "as a PDF or as .docx, and put that in the intake."
    ),
    "spreadsheet": (
        "This is a spreadsheet. Please ask the sender for the form as a PDF or Word "
        "document, or print the spreadsheet to a PDF and put that in the intake."
    ),
    "slides": (
        "This is a slide show. Please ask the sender for a PDF or a Word document."
    ),
    "old-office": (
        "This is an older Office file that is not a Word document. "
        "Please ask the sender for a PDF or a Word document."
    ),
    "winmail": (
        "This is a winmail.dat file, in which Outlook has packed the attachments. "
        "Please ask the sender to send them again as ordinary attachments."
    ),
    "web-page": (
        "This is a web page, not the paper itself; the download may have asked for a "
        "sign-in. Please download the paper again."
    ),
    "shortcut": (
        "This is a shortcut to a file, not the file itself. "
        "Please put the file itself in the intake."
    ),
    "phone-photo": (
        "This is a photo in a format that only phones open easily. Please ask the "
        "sender to send it as a JPEG or a PDF."
    ),
    "mail-encoded": (
        "The file is still in the coding it travelled in by e-mail. Please save the "
        "attachment from the e-mail again, or ask the sender to send it again."
    ),
    "other-archive": (
        "This is an archive of a kind we do not open. "
        "Please unpack it, or ask the sender for a zip or for the files one by one."
    ),
    # --- inside messages and archives ---
    "too-deep": (
        "The file lies too many messages or archives deep, so we did not open it. "
        "Please take it out and put it in the intake by itself."
    ),
    "too-many-papers": (
        "There are more than {count} files inside, so not all were opened. "
        "Please put the ones that matter in the intake by themselves."
    ),
    "link-inside": (
        "This is a link to somewhere else, not a file, so we did not follow it. "
        "Please ask the sender for the file itself."
    ),
    # --- read, but a person should know ---
    "words-not-read": (
        "The words of this message are kept in a form that only Outlook reads, so we "
        "read what is attached and not the words. "
        "Please open the message in Outlook and look at them."
    ),
    "converted": (
        "The file is in an older or another office format, so we turned it into a Word "
        "document to read it. Please compare what was read with the paper."
    ),
    "repaired": (
        "The file was damaged and we mended it to read it. "
        "Please compare what was read with the paper."
    ),
    "no-text": (
        "The pages are pictures, so we could not read any words from them. "
        "Please look at the paper yourself."
    ),
    "picture-pages": (
        "Some pages are pictures and were not read: {pages}. "
        "Please look at those pages yourself."
    ),
    "not-all-read": (
        "The words on some pages could not be read: {pages}. "
        "Please look at those pages yourself."
    ),
    "no-ocr": (
        "Some pages are pictures, and this computer has nothing to read words from "
        "pictures with: {pages}. Please look at those pages yourself, or have the "
        "program Tesseract installed and read the paper again."
    ),
    "page-missing": (
        "The paper does not have all pages of the form it is a copy of; "
        "these are not there: {pages}. Please ask the sender for them."
    ),
    "other-layout": (
        "This is a form of ours in another layout than the one we gave out, so we "
        "found its answers by their printed labels and may have missed some. "
        "Please compare what was read with the paper."
    ),
    "written-beside": (
        "There is writing outside the boxes of the form: {pages}. "
        "Please look at those pages yourself."
    ),
    "active-content": (
        "The file carries scripts, actions or other files inside it. We did not run or "
        "open any of them; please look inside only if you trust the sender."
    ),
    "xfa": (
        "This form only shows itself in Adobe Reader, so we may not have read what is "
        "on it. Please open it there, print it to a PDF and put that in the intake."
    ),
    "drawn-differs": (
        "What the page shows is not what the file has stored, for {count} of its "
        "answers. "
        "Please look at the page, and ask the sender if you cannot tell which is right."
    ),
    "marked-up": (
        "Somebody has drawn, stamped, highlighted or struck out something: {pages}. "
        "We cannot tell what it means; please look at those pages yourself."
    ),
    "changed-after-signing": (
        "The paper is no longer the one that was digitally signed. "
        "Please ask the sender what was changed after the signing."
    ),
    "too-long": (
        "Some answers are so long that we cut them short. "
        "Please look at the paper for the rest."
    ),
}


def problem(code: str, **facts: object) -> Problem:
    """Return the problem of this code, its sentence filled in with the facts.

    Raises:
        KeyError: If there is no such code, or a fact its sentence needs is missing.
    """
    return Problem(code, SENTENCES[code].format(**facts))
