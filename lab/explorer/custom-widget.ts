import { LabExplorer } from './lab-explorer';
import type { OutFolder } from '../view/out-folder';
import type { TimeRange } from '../view/time-range';

const explorers = new WeakMap<OutFolder, LabExplorer>();

/** What a custom widget of the page shows: the page asks again with what was clicked, its width and its theme. */
export interface CustomContent {
  readonly kind: 'custom';
  readonly html: string;
}

/** Calls the function as CloudWatch does. */
export async function customContent(out: OutFolder, query: URLSearchParams, { start, end }: TimeRange): Promise<CustomContent> {
  const explorer = explorers.get(out) ?? new LabExplorer(out);
  explorers.set(out, explorer);
  const widgetContext = {
    theme: query.get('theme'),
    width: Number(query.get('width')),
    timeRange: { start, end },
    forms: { all: objectIn(query, 'forms') },
  };
  const answer = await explorer.show({ ...objectIn(query, 'params'), widgetContext });
  return { kind: 'custom', html: typeof answer === 'string' ? answer : answer.markdown };
}

function objectIn(query: URLSearchParams, name: string): object {
  try {
    return JSON.parse(query.get(name) ?? '{}') as object;
  } catch {
    return {};
  }
}
