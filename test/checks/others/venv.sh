# Sets others_venv: a virtual environment below out/ with the judges that are written in Python, but for checkov, whose dependencies are its own.
others_venv=out/others-venv
others_packages='cfn-lint==1.58.0 ministack==1.5.33 boto3==1.43.106'
if [ "$(cat "$others_venv/packages" 2>/dev/null || true)" != "$others_packages" ]; then
  python3 -m venv "$others_venv"
  # shellcheck disable=SC2086
  "$others_venv/bin/pip" install --quiet --disable-pip-version-check $others_packages
  echo "$others_packages" >"$others_venv/packages"
fi
