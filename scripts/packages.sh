#!/usr/bin/env bash
# Which Debian packages the window and its tests need, and how to get them. Sourced by run and test.

# The window opens these at run time; none is needed to build.
run_packages=(libx11-6 libx11-xcb1 libxcursor1 libxi6 libxkbcommon-x11-0 libgl1 libegl1)
# Words in scripts that the bundled face lacks.
font_packages=(libfontconfig1 fonts-noto-core fonts-noto-cjk)
# A display without a screen, a hand on its keys and mouse, and a camera.
test_packages=(xvfb xdotool imagemagick x11-utils libgl1-mesa-dri)

say() { printf '%s\n' "$*" >&2; }

# Packages of the arguments that are not installed.
missing_packages() {
  local package
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || printf '%s\n' "$package"
  done
}

# Installs what is missing where that is allowed; otherwise says what to install. Never fails the caller.
ensure_packages() {
  local missing
  command -v dpkg-query >/dev/null 2>&1 || return 0
  mapfile -t missing < <(missing_packages "$@")
  [ "${#missing[@]}" -eq 0 ] && return 0
  local as=()
  if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
      as=(sudo -n)
    else
      say "Some packages are missing. To install them: sudo apt-get install ${missing[*]}"
      return 0
    fi
  fi
  say "Installing ${missing[*]}"
  "${as[@]}" apt-get update -qq >&2 || true
  DEBIAN_FRONTEND=noninteractive "${as[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2 ||
    say "Not everything could be installed: ${missing[*]}"
}
