import { unreleased } from '../../projenrc/release-notes';

describe('the notes of a release', () => {
  test('are what the changelog lists as unreleased', () => {
    expect(unreleased('# Changelog\n\n## Unreleased\n\n### Added\n\n- One.\n\n## 1.0.0\n\n- Old.\n')).toBe('### Added\n\n- One.\n');
    expect(unreleased('## Unreleased\n\n- One.\n')).toBe('- One.\n');
  });

  test.each(['', '## Unreleased\n\n## 1.0.0\n\n- Old.\n', '## 1.0.0\n\n- Old.\n'])('are missed where there are none: %j', (changelog) => {
    expect(() => unreleased(changelog)).toThrow(
      'CHANGELOG.md has no text under "## Unreleased". List there what changes for users, then release again.',
    );
  });
});
