import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Dashboard } from './dashboard';
import { DashboardTemplate } from './dashboard-template';
import { loadAssembly, loadTemplate } from '../../replay/assembly/load-assembly';
import type { StackTemplate } from '../../replay/assembly/stack-template';

/** Every dashboard of a cloud assembly, of its stacks in order. */
export function readDashboards(path: string): readonly Dashboard[] {
  const templates = readTemplates(path).map((source) => new DashboardTemplate(source));
  return templates.flatMap((template) => template.dashboards((name) => importValue(templates, name)));
}

/** A cloud assembly, a folder of templates, or one template. */
function readTemplates(path: string): readonly StackTemplate[] {
  if (path.endsWith('.json')) return [loadTemplate(path)];
  if (existsSync(join(path, 'manifest.json'))) return loadAssembly(path);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((file) => file.endsWith('.template.json'))
    .sort()
    .map((file) => loadTemplate(join(path, file)));
}

function importValue(templates: readonly DashboardTemplate[], name: string): string | undefined {
  for (const template of templates) {
    const value = template.exported(name);
    if (value !== undefined) return value;
  }
  return undefined;
}
