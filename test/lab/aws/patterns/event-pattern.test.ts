import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Json, JsonObject } from '../../../../lab/aws/json';
import { compilePattern, PatternError } from '../../../../lab/aws/patterns/event-pattern';

interface Verdict {
  id: string;
  pattern: Json;
  event: JsonObject;
  valid: boolean;
  match?: boolean;
}

const verdicts = gunzipSync(readFileSync(join(__dirname, '../../../fixtures/event-patterns.jsonl.gz')))
  .toString()
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Verdict);

describe('event patterns', () => {
  test('agree with every verdict of event-ruler', () => {
    // GIVEN verdicts of AWS's own matcher; WHEN each pattern is read and matched here
    const disagreements = verdicts.flatMap(disagreement);

    // THEN none differs
    expect(verdicts).toHaveLength(1024);
    expect(disagreements).toEqual([]);
  });

  test('that are refused name the place', () => {
    expect(() => compilePattern({ detail: { status: [{ prefx: 'a' }] } })).toThrow(
      'Event pattern is not valid at "detail.status": unknown operator "prefx"',
    );
    expect(() => compilePattern({})).toThrow('at its root');
    expect(() => compilePattern(['aws.batch'])).toThrow(PatternError);
  });

  test('may match an IPv6 network', () => {
    const pattern = compilePattern({ address: [{ cidr: '2001:db8::/32' }] });
    expect(pattern.matches({ address: '2001:db8::1' })).toBe(true);
    expect(pattern.matches({ address: '2001:db9::1' })).toBe(false);
    expect(pattern.matches({ address: '10.0.0.1' })).toBe(false);
  });
});

function disagreement({ id, pattern, event, valid, match }: Verdict): string[] {
  const found = verdict(pattern, event);
  const expected = valid ? String(match) : 'not valid';
  return found === expected ? [] : [`${id}: event-ruler returns ${expected}, this matcher ${found}: ${JSON.stringify(pattern)}`];
}

function verdict(pattern: Json, event: JsonObject): string {
  try {
    return String(compilePattern(pattern).matches(event));
  } catch (error) {
    if (error instanceof PatternError) return 'not valid';
    throw error;
  }
}
