"""Links between the documents: in the repository, and where the package puts them."""

import re
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)\s]+)\)")


def anchors(document: Path) -> set[str]:
    """As GitHub makes them from headings."""
    headings = re.findall(r"^#+ (.*)$", document.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(document: Path) -> list[str]:
    text = FENCED.sub("", document.read_text())
    return [link for link in LINK.findall(text) if not leads_somewhere(document, link)]


def leads_somewhere(document: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = document.parent / path if path else document
    return target.exists() and (not anchor or anchor in anchors(target))


def documents(root: Path) -> list[Path]:
    return [*root.glob("*.md"), *root.glob("docs/*.md")]


@pytest.fixture
def installed(unpacked):
    return unpacked / "usr/share/doc/plimsoll"


def test_every_document_of_the_repository_is_installed(installed):
    names = {str(document.relative_to(REPOSITORY)) for document in documents(REPOSITORY)}
    assert names == {str(document.relative_to(installed)) for document in documents(installed)}


def test_the_links_of_an_installed_document_lead_somewhere(installed):
    assert {document.name: links for document in documents(installed) if (links := broken_links(document))} == {}


def test_a_link_that_leads_nowhere_is_noticed(tmp_path):
    (tmp_path / "b.md").write_text("# Some heading\n")
    document = tmp_path / "a.md"
    document.write_text("[a](b.md) [b](b.md#some-heading) [c](c.md) [d](b.md#other) [e](https://example.org/)\n")
    assert broken_links(document) == ["c.md", "b.md#other"]
