/** A mark means that a line may be a duplicate: each mark needs a reason. */
import { each, Invariant } from './invariant';

export const MARKS: readonly Invariant[] = [
  {
    name: 'Only lines of a redelivered message or a repeated request have a mark',
    check: ({ journal }) => {
      const marked = journal.entries.flatMap(({ written }) => written).filter(({ mark }) => mark !== undefined);
      return each(marked, ({ mark = '', document }) =>
        journal.isReason(mark) ? undefined : `${mark} came once and is marked: ${JSON.stringify(document).slice(0, 200)}`,
      );
    },
  },
];
