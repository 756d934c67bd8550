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
  return markup`<h3>${title}</h3>${facts([['Ended', count(children.length)], ...ended, ['Cost', costs.length > 0 && usd(costs.reduce((a, b) => a + b))]])}${
    children.length > 0 && jobList(frame, { view: 'job', id, page }, children)
  }${cutNote(answer, limit)}`;
}
