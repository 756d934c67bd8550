import { count, numberOf, usd } from './format';
import { Html, markup } from './html';
import { Frame, QueryAnswer, cutNote, withoutCopies } from './page';
import { Place } from './request';
import { jobList } from './search-page';
import { facts } from './table';

export interface Children extends QueryAnswer {
  readonly limit: number;
  /** @default 'Children' */
  readonly title?: string;
}

/** The children of an array job, or the nodes of a multi-node job: how many ended how, what they cost, and a page of them. */
export function arrayRollUp(frame: Frame, id: string, { page }: Place, answer: Children): Html {
  const { rows, limit, title = 'Children' } = answer;
  const children = withoutCopies(rows);
  const kinds = new Map<string, number>();
  for (const { Status, FailureCategory: category } of children) {
    const kind = category === undefined ? Status : `${Status}, ${category}`;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  const costs = children.flatMap(({ CostUsd }) => numberOf(CostUsd) ?? []);
  const ended = [...kinds].sort(([, a], [, b]) => b - a).map(([kind, jobs]) => [kind, count(jobs)] as const);
  return markup`<h3>${title}</h3>${facts([['Ended', count(children.length)], ...ended, ['Cost', costOf(costs, children.length)]])}${
    children.length > 0 && jobList(frame, { view: 'job', id, page }, children)
  }${cutNote(answer, limit)}`;
}

/** The sum, and of how many jobs it is where others have no cost: it is no whole then. */
function costOf(costs: readonly number[], jobs: number): string | undefined {
  if (costs.length === 0) return undefined;
  const sum = usd(costs.reduce((a, b) => a + b));
  return costs.length === jobs
    ? sum
    : `${sum} of ${count(costs.length)} ${costs.length === 1 ? 'job' : 'jobs'}; ${count(jobs - costs.length)} without a cost`;
}
