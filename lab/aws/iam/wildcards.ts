/** `*` stands for any text, `?` for one character. */
export function matchesText(pattern: string, text: string): boolean {
  const expression = pattern
    .split('')
    .map((character) => (character === '*' ? '.*' : character === '?' ? '.' : character.replace(/[\\^$.|+()[\]{}]/, '\\$&')));
  return new RegExp(`^${expression.join('')}$`, 's').test(text);
}

/** Names of actions have no case. */
export const matchesAction = (pattern: string, action: string): boolean => matchesText(pattern.toLowerCase(), action.toLowerCase());

/** Part by part: a wildcard does not reach over the colons of an ARN's first five parts. */
export function matchesArn(pattern: string, arn: string): boolean {
  if (pattern === '*') return true;
  const [patternParts, arnParts] = [partsOf(pattern), partsOf(arn)];
  return patternParts.length === arnParts.length && patternParts.every((part, index) => matchesText(part, arnParts[index]));
}

/** `arn:partition:service:region:account:resource`, where the resource may hold colons. */
function partsOf(arn: string): string[] {
  const parts = arn.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}
