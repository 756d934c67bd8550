# Sourced. Virtual environments below out/ with the judges that are written in Python: each package, also those that others need, in the version and with the
# hashes of a lock file. After a change of NAME.in: uv pip compile --universal --python-version 3.10 --generate-hashes --no-annotate --no-header NAME.in -o NAME.txt

source test/checks/registry.sh

# python_tools NAME: installs NAME.txt where that has not been done; sets `tools` to the folder with its commands.
python_tools() {
  local lock=test/checks/python-tools/$1.txt venv=out/python-tools/$1
  tools=$venv/bin
  cmp -s "$lock" "$venv/lock.txt" && return
  rm -rf "$venv"
  python3 -m venv "$venv"
  registry "$tools/pip" install --quiet --disable-pip-version-check --no-compile --require-hashes -r "$lock"
  cp "$lock" "$venv/lock.txt"
}
