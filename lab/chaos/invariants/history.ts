/** What Firehose delivered: log events and records may come more than once, and views drop copies. */
import { each, Invariant } from './invariant';
import { RecordType } from '../../../src/domain/names/records';
import { canonical } from '../../compare/compare-history';
import { expectedRow } from '../../compare/history-rows';

export const HISTORY: readonly Invariant[] = [
  {
    name: 'Every job record is a row of the history, and nothing else is',
    check: ({ journal, history }) => {
      if (history === undefined) return undefined;
      const records = journal.entries.flatMap(({ written }) => written.map(({ document }) => document));
      const expected = new Set(
        records.filter(({ RecordType: type }) => type === RecordType.JOB).map((record) => canonical(expectedRow(record, 'jobs'))),
      );
      const found = new Set(history.rows.map(canonical));
      const missing = each(expected, (row) => (found.has(row) ? undefined : `is not in the history: ${row.slice(0, 300)}`));
      const extra = each(found, (row) => (expected.has(row) ? undefined : `is in the history and was not written: ${row.slice(0, 300)}`));
      return { checked: missing.checked, broken: [...missing.broken, ...extra.broken, ...history.problems] };
    },
  },
];
