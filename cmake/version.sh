#!/bin/sh
# Prints the version of this tree: the version in CMakeLists.txt. A commit without the release's tag (v0.1.0) adds its
# time and hash, so that a later commit's package upgrades an earlier one's: 0.1.0+git20261128195700.210b9e6.
# A tree without git's data, such as an unpacked tarball, has the plain version.
set -eu
cd "$(dirname "$0")/.."

version=$(sed -n 's/^project(plimsoll VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)

git() { TZ=UTC command git -c safe.directory="$PWD" "$@"; }

commit() { git show --no-patch --date=format-local:%Y%m%d%H%M%S --format=%cd.%H HEAD | cut -c 1-22; }

if [ -e .git ] && commit=$(commit 2>/dev/null) && [ "$commit" ]; then
  git describe --tags --exact-match --match "v$version" HEAD >/dev/null 2>&1 || version=$version+git$commit
  git diff --quiet HEAD -- || version=$version.modified
fi
printf '%s\n' "$version"
