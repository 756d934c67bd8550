import { joinNegative } from '../../lab/arguments';

describe('arguments of the lab', () => {
  test('a negative number is the value of the option before it', () => {
    expect(joinNegative(['--jobs', '-5', '--out', 'x'])).toEqual(['--jobs=-5', '--out', 'x']);
  });

  test.each([[['--check', '--out', '-']], [['--jobs=3', '-5']], [['-5']], [[]]])('%j stays as it is', (argv) => {
    expect(joinNegative(argv)).toEqual(argv);
  });
});
