import { expectedOf, isExpected, Ring } from './expectations';
import { Message } from './messages';
import { Story } from './story';

interface Context {
  readonly start: number;
  readonly descriptions: ReadonlyMap<string, string>;
}

/** What each story led to, one line for each alarm and each kind of message. */
export const reportOf = (stories: readonly Story[], rings: readonly Ring[], messages: readonly Message[], context: Context): string[] =>
  stories.flatMap((story) => {
    const expected = expectedOf([story], context.start);
    const own = rings.filter((ring) => expected.some(isExpected(ring)));
    const kinds = countedKinds(messages.filter((message) => message.story === story.name));
    return [story.name, ...own.flatMap((ring) => linesOf(ring, context)), ...kinds.map((kind) => `  message: ${kind}`), ''];
  });

const linesOf = ({ alarm, id, at, back }: Ring, { descriptions }: Context): string[] => [
  `  ${alarm.padEnd(24)} ALARM ${at}, OK ${back ?? 'never'}`,
  `      ${descriptions.get(id) ?? ''}`,
];

function countedKinds(messages: readonly Message[]): string[] {
  const counts = new Map<string, number>();
  for (const { rule, category } of messages) {
    const kind = `${rule} ${category}`;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].map(([kind, count]) => `${count} × ${kind}`);
}
