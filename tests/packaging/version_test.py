"""The version that cmake/version.sh gives a tree."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
IDENTITY = {f"GIT_{who}_{what}": "a@b.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
COMMITTED_AT = {"GIT_AUTHOR_DATE": "2026-11-28T21:57:00+0200", "GIT_COMMITTER_DATE": "2026-11-28T21:57:00+0200"}


def git(tree: Path, *arguments: str) -> str:
    environment = {**os.environ, **IDENTITY, **COMMITTED_AT, "GIT_CONFIG_GLOBAL": "/dev/null"}
    return subprocess.run(["git", "-C", tree, *arguments], env=environment, capture_output=True, text=True, check=True).stdout


def version(tree: Path) -> str:
    return subprocess.run([tree / "cmake/version.sh"], capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture
def tree(tmp_path):
    """Sources without git's data, as in an unpacked tarball."""
    (tmp_path / "cmake").mkdir()
    shutil.copy(REPOSITORY / "cmake/version.sh", tmp_path / "cmake")
    (tmp_path / "CMakeLists.txt").write_text("project(plimsoll VERSION 1.2.3 LANGUAGES CXX)\n")
    return tmp_path


@pytest.fixture
def clone(tree):
    git(tree, "init", "--quiet")
    git(tree, "add", ".")
    git(tree, "commit", "--quiet", "--message=first")
    return tree


def test_without_git_it_is_the_plain_version(tree):
    assert version(tree) == "1.2.3"


def test_a_commit_adds_its_time_and_hash(clone):
    commit = git(clone, "rev-parse", "HEAD")
    assert version(clone) == f"1.2.3+git20261128195700.{commit[:7]}"


def test_the_commit_of_a_release_has_the_plain_version(clone):
    git(clone, "tag", "v1.2.3")
    assert version(clone) == "1.2.3"


def test_the_tag_of_another_release_does_not_count(clone):
    git(clone, "tag", "v1.2.2")
    assert version(clone).startswith("1.2.3+git")


def test_a_changed_tree_says_so(clone):
    (clone / "CMakeLists.txt").write_text("project(plimsoll VERSION 1.2.3)\n")
    assert version(clone).endswith(".modified")


def test_a_later_version_upgrades_an_earlier_one(clone):
    for earlier, later in [("1.2.3", version(clone)), (version(clone), "1.2.3+git20261129000000.0000000"), (version(clone), "1.2.4")]:
        subprocess.run(["dpkg", "--compare-versions", earlier, "lt", later], check=True)
