import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Dashboard } from './dashboard';
import { dashboardsOf } from './dashboard-template';
import { ResolvedTemplate } from './resolved-template';
import { loadAssembly, loadTemplate } from '../../replay/assembly/load-assembly';
import type { StackTemplate } from '../../replay/assembly/stack-template';

/** Every dashboard of a cloud assembly, of its stacks in order. */
export const readDashboards = (path: string): readonly Dashboard[] => resolvedTemplates(path).flatMap(dashboardsOf);

/** The templates of a cloud assembly, which may use what the others export. */
export function resolvedTemplates(path: string): readonly ResolvedTemplate[] {
  const templates: ResolvedTemplate[] = [];
  const importValue = (name: string): string | undefined => {
    for (const template of templates) {
      const value = template.exported(name);
      if (value !== undefined) return value;
    }
    return undefined;
  };
  for (const source of readTemplates(path)) templates.push(new ResolvedTemplate(source, importValue));
  return templates;
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
