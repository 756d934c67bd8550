import { pauseBeforeRetry } from '../../src/runtime/aws/pause';
import { QueryAnswer } from '../../src/runtime/aws/query-answer';

const answer = (inner: string) => QueryAnswer.of('List', `<ListResponse><ListResult>${inner}</ListResult></ListResponse>`);

describe('an answer in XML', () => {
  test('GIVEN elements with a text THEN it is read, and nothing where there is none or another element in its place', () => {
    expect(answer('<Name>a</Name>').text('Name')).toBe('a');
    expect(answer('<Name>a</Name><Name>b</Name>').text('Name')).toBe('ab');
    expect([answer('<Name><Inner>a</Inner></Name>').text('Name'), answer('<Other>a</Other>').text('Name')]).toEqual(['', '']);
  });

  test('GIVEN elements inside of others THEN the text at the end of a path is read, and nothing where a part of it is missing', () => {
    const nested = answer('<Outer><Inner><Name>a</Name></Inner><Name>b</Name></Outer><Name>c</Name>');
    expect(nested.text('Outer', 'Inner', 'Name')).toBe('a');
    expect([nested.text('Outer', 'Other', 'Name'), nested.text('Other', 'Inner', 'Name'), nested.text('Name', 'Name')]).toEqual([
      '',
      '',
      '',
    ]);
  });

  test('GIVEN one member, several or none THEN all are listed', () => {
    const namesOf = (inner: string) =>
      answer(inner)
        .members('Groups')
        .map((group) => group.text('Name'));
    expect(namesOf('<Groups><member><Name>a</Name></member></Groups>')).toEqual(['a']);
    expect(namesOf('<Groups><member><Name>a</Name></member><member><Name>b</Name></member></Groups>')).toEqual(['a', 'b']);
    expect([namesOf('<Groups/>'), namesOf('')]).toEqual([[], []]);
  });

  test.each(['no XML <', '<ListResponse/>', '<OtherResponse><ListResult/></OtherResponse>', ''])(
    'GIVEN something else than the result THEN it is no empty answer: %s',
    (body) => {
      expect(() => QueryAnswer.of('List', body)).toThrow('The response to List does not have its result');
    },
  );
});

test('GIVEN tries that failed THEN the pause before the next one grows, and none is quite like another', async () => {
  const random = jest.spyOn(Math, 'random').mockReturnValue(0.01);
  const timers = jest.spyOn(globalThis, 'setTimeout');
  for (const tried of [1, 2, 3]) await pauseBeforeRetry(tried, Infinity);
  expect(timers.mock.calls.map(([, milliseconds]) => milliseconds)).toEqual([2, 4, 8]);
  random.mockReturnValue(0.02);
  await pauseBeforeRetry(1, Infinity);
  expect(timers.mock.calls.at(-1)?.[1]).toBe(4);
  random.mockRestore();
  timers.mockRestore();
});
