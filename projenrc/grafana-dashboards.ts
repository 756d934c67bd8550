/** Writes the Grafana dashboards that the package ships. */
import { writeFileSync } from 'fs';
import { join } from 'path';
import { TEMPLATES, fileOf } from './grafana/templates';

const FOLDER = join(__dirname, '../grafana-dashboards');
for (const [name, template] of Object.entries(TEMPLATES)) writeFileSync(join(FOLDER, `${name}.json`), fileOf(template));
