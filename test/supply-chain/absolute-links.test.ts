import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withAbsoluteLinks } from '../../projenrc/absolute-links';

const REPOSITORY = { url: 'https://github.com/owner/name', branch: 'main' };
const absolute = (markdown: string): string => withAbsoluteLinks(markdown, REPOSITORY);

describe('the README of a package', () => {
  test.each([
    ['[a file](docs/cost.md)', '[a file](https://github.com/owner/name/blob/main/docs/cost.md)'],
    ['[a section](src/it/README.md#alarms)', '[a section](https://github.com/owner/name/blob/main/src/it/README.md#alarms)'],
    ['[a folder](examples/python/)', '[a folder](https://github.com/owner/name/tree/main/examples/python/)'],
    ['[its own section](#limits)', '[its own section](https://github.com/owner/name/blob/main/README.md#limits)'],
    ['[`code`](API.md)', '[`code`](https://github.com/owner/name/blob/main/API.md)'],
    ['![A picture, over a day](docs/a.png)', '![A picture, over a day](https://raw.githubusercontent.com/owner/name/main/docs/a.png)'],
    [
      'one [a](a.md), two [b](b.md)',
      'one [a](https://github.com/owner/name/blob/main/a.md), two [b](https://github.com/owner/name/blob/main/b.md)',
    ],
  ])('has an absolute address for %s', (relative, expected) => {
    expect(absolute(relative)).toBe(expected);
    expect(absolute(expected)).toBe(expected);
  });

  test.each([
    '[elsewhere](https://docs.aws.amazon.com/)',
    '`[not](a-link.md)`',
    '```ts\nconst all = list[0](first);\n[not](a-link.md)\n```',
    'sum(LostSeconds) / 3600 [hours]',
  ])('keeps %s', (text) => {
    expect(absolute(text)).toBe(text);
  });
});

describe('the package of each language', () => {
  const { tasks } = JSON.parse(readFileSync(join(__dirname, '../../.projen/tasks.json'), 'utf8')) as {
    readonly tasks: { readonly [name: string]: { readonly steps: readonly { readonly spawn?: string }[] } };
  };

  test.each(['python', 'java', 'dotnet', 'go'])('of %s is translated in the job that makes it', (language) => {
    expect(tasks[`package:${language}`].steps[0]).toEqual({ spawn: 'translate' });
  });
});
