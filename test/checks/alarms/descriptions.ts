import { readFileSync } from 'node:fs';
import { Ring } from './expectations';
import { loadAssembly } from '../../../lab/replay/assembly/load-assembly';

const RUNBOOK = 'docs/runbook.md';

/** The descriptions of alarms by logical id, with parameters and references left as they are. */
export const descriptionsOf = (assembly: string): ReadonlyMap<string, string> =>
  new Map(
    loadAssembly(assembly).flatMap(({ template: { Resources = {} } }) =>
      Object.entries(Resources).flatMap(([id, { Properties }]) => {
        const text = Properties?.AlarmDescription;
        return text === undefined ? [] : [[id, typeof text === 'string' ? text : JSON.stringify(text)] as const];
      }),
    ),
  );

/** Notifications must link to a section of the runbook; alarms that only take part in them need not. */
export function problemsOfLinks(rings: readonly Ring[], descriptions: ReadonlyMap<string, string>): string[] {
  const sections = new Set([...readFileSync(RUNBOOK, 'utf8').matchAll(/^## (.+)$/gm)].map(([, title]) => anchorOf(title)));
  return [...new Set(rings.map(({ id }) => id))].flatMap((id) => {
    const anchor = /\/docs\/runbook\.md#([\w-]+)/.exec(descriptions.get(id) ?? '')?.[1];
    return anchor !== undefined && sections.has(anchor) ? [] : [`${id} links to no section of ${RUNBOOK}: ${anchor ?? 'no link'}`];
  });
}

const anchorOf = (title: string): string => title.toLowerCase().replace(/ /g, '-');
