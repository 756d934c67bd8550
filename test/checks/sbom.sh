#!/usr/bin/env bash
# The bill of materials is valid CycloneDX, by the validator of its own authors, and tells every package that the notices tell.
set -euo pipefail
cd "$(dirname "$0")/../.."
bom=out/sbom.cdx.json
npx tsx projenrc/sbom.ts "$bom"
source test/checks/python-tools/install.sh
python_tools cyclonedx
"$tools/python" - "$bom" assets/*/*/THIRD-PARTY-NOTICES.txt <<'PYTHON'
import json, re, sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

bom_file, *notice_files = sys.argv[1:]
text = open(bom_file, encoding='utf-8').read()
bom = json.loads(text)
problem = JsonStrictValidator(SchemaVersion.from_version(bom['specVersion'])).validate_str(text)
if problem:
    sys.exit(f'{bom_file} is no valid CycloneDX: {problem}')
told = {f"{part['name']} {part['version']}" for part in bom['components']}
noticed = {match for file in notice_files for match in re.findall(r'^(\S+ \d+\.\d+\.\d+\S*) \(', open(file, encoding='utf-8').read(), re.M)}
if not noticed or told != noticed:
    sys.exit(f'The bill of materials and the notices differ: {sorted(told ^ noticed)}')
without_licence = [part['name'] for part in bom['components'] if not part.get('licenses')]
if without_licence:
    sys.exit(f'Without a licence: {without_licence}')
print(f"{len(told)} packages, CycloneDX {bom['specVersion']}")
PYTHON
