import * as records from '../../src/domain/names/records';
import { FailureCategory } from '../../src/job-notifications';

test('there is a member for each category of the records, and no other', () => {
  const members = Object.entries(FailureCategory).map(([name, member]) => [name, (member as FailureCategory).value]);
  expect(Object.fromEntries(members)).toEqual(records.FailureCategory);
});
