"""Manual pages and completion scripts, beside what the programs' --help lists."""

import os
import re
import subprocess
from pathlib import Path

import pytest

BUILD = Path(os.environ["PLIMSOLL_BUILD"])
DOCUMENTS = BUILD / "daemon/docs"
PROGRAMS = {"plimsoll": os.environ["PLIMSOLL"], "plimsolld": os.environ["PLIMSOLLD"]}
PAGES = ["plimsoll.1", "plimsolld.8", "plimsoll.yaml.5", "plimsoll-policy.5"]


def output(*command) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def listed_options(help_text: str) -> list[str]:
    """Every name: -o and --output."""
    names = re.findall(r"^  ((?:-\w,)?(?:--?[\w.-]+))", help_text, re.MULTILINE)
    return [name for line in names for name in line.split(",")]


def listed_commands(help_text: str) -> list[str]:
    return re.findall(r"^  (\w+)", help_text.partition("\nSubcommands:\n")[2], re.MULTILINE)


def help_texts(program: str) -> dict[str, str]:
    """By command; "" is the program itself."""
    own = output(PROGRAMS[program], "--help")
    return {"": own} | {command: output(PROGRAMS[program], command, "--help") for command in listed_commands(own)}


def man(page: str) -> str:
    """As a person reads it."""
    rendered = output("groff", "-Kutf8", "-man", "-Tascii", "-P-cbou", "-rHY=0", "-rLL=2000n", DOCUMENTS / "man" / page)
    return re.sub(r"\s+", " ", rendered)


@pytest.mark.parametrize("page", PAGES)
def test_groff_has_nothing_to_warn_of(page):
    formatted = subprocess.run(["groff", "-ww", "-Kutf8", "-man", "-Tutf8", "-z", DOCUMENTS / "man" / page], capture_output=True, text=True)
    assert (formatted.returncode, formatted.stderr) == (0, "")


# The pages have no date: the same sources are to give the same bytes on any day.
@pytest.mark.parametrize("page", PAGES)
def test_mandoc_has_nothing_to_warn_of(page):
    checked = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", DOCUMENTS / "man" / page], capture_output=True, text=True)
    assert [line for line in checked.stdout.splitlines() if "missing date" not in line] == []


@pytest.mark.parametrize("program, page", [("plimsoll", "plimsoll.1"), ("plimsolld", "plimsolld.8")])
def test_the_page_has_every_command_and_option_of_help(program, page):
    text = man(page)
    texts = help_texts(program)
    options = {option for help_text in texts.values() for option in listed_options(help_text)}
    assert len(options) > 5
    assert [option for option in options if not re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", text)] == []
    assert [command for command in texts if f"{program} {command}".strip() not in text] == []


def test_the_page_of_the_configuration_has_every_key():
    keys = re.findall(r"^  (\w+):", (Path(__file__).parents[2] / "config/plimsoll.yaml").read_text(), re.MULTILINE)
    text = man("plimsoll.yaml.5")
    assert keys and [key for key in keys if f" {key} " not in text] == []


def completed(program: str, typed: str) -> set[str]:
    """What bash offers after `typed`; a blank at its end begins a new word. bash splits words at =."""
    words = re.findall(r"=|[^\s=]+", typed) + ([""] if typed[-1] in " =" else [])
    script = f"""source "{DOCUMENTS}/bash/{program}"
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
_{program}
printf '%s\\n' "${{COMPREPLY[@]}}" """
    return set(output("bash", "--norc", "-uc", script, "bash", *words).split())


def test_bash_completes_commands():
    assert completed("plimsoll", "plimsoll ") == set(listed_commands(output(PROGRAMS["plimsoll"], "--help")))
    assert completed("plimsoll", "plimsoll sn") == {"snapshot"}


@pytest.mark.parametrize("program", PROGRAMS)
def test_bash_completes_every_option(program):
    for command, help_text in help_texts(program).items():
        assert set(listed_options(help_text)) <= completed(program, f"{program} {command} -".replace("  ", " "))


@pytest.mark.parametrize("typed, offered", [
    ("plimsoll audit --fail-on ", {"critical", "high", "medium", "low", "never"}),
    ("plimsoll audit --fail-on=", {"critical", "high", "medium", "low", "never"}),
    ("plimsoll audit --fail-on=me", {"medium"}),
    ("plimsoll audit -o ", {"table", "json"}),
    ("plimsoll -o json rules --output ", {"table", "json", "markdown", "coverage"}),
    ("plimsoll -o ", {"table", "json"}),
    ("plimsoll explain seccomp-", {"seccomp-disabled"}),
    ("plimsoll --engine unix:///s explain seccomp-", {"seccomp-disabled"}),
    ("plimsoll why web seccomp-", {"seccomp-disabled"}),
    ("plimsoll why seccomp-", set()),
    ("plimsoll findings --rule seccomp-", {"seccomp-disabled"}),
])  # fmt: skip
def test_bash_completes_values(typed, offered):
    assert completed("plimsoll", typed) == offered


@pytest.mark.parametrize("command", ["plimsoll audit --from ", "plimsoll snapshot ", "plimsolld --config "])
def test_bash_completes_files(command, tmp_path):
    (tmp_path / "host.json").touch()
    assert completed(command.split()[0], f"{command}{tmp_path}/h") == {f"{tmp_path}/host.json"}


def test_bash_offers_no_value_that_the_program_refuses():
    for word in completed("plimsoll", "plimsoll rules -o "):
        output(PROGRAMS["plimsoll"], "rules", "-o", word)


@pytest.mark.parametrize("program", PROGRAMS)
def test_zsh_understands_its_script(program):
    script = DOCUMENTS / "zsh" / f"_{program}"
    assert script.read_text().startswith(f"#compdef {program}\n")
    assert subprocess.run(["zsh", "-n", script], capture_output=True, text=True).stderr == ""


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_script_of_zsh_has_every_option(program):
    text = (DOCUMENTS / "zsh" / f"_{program}").read_text()
    for command, help_text in help_texts(program).items():
        part = text.partition(f"      {command}) _arguments")[2].partition(";;")[0] if command else text
        assert [option for option in listed_options(help_text) if not re.search(rf"\){re.escape(option)}[=+\[]", part)] == []


