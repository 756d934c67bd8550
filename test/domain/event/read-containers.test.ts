import { ContainerEnd, representativeOf } from '../../../src/domain/event/read-containers';

const container = (containerName: string, more: Partial<ContainerEnd> = {}): ContainerEnd => ({
  containerName,
  isEssential: true,
  ...more,
});
const sidecar = (more: Partial<ContainerEnd> = {}) => container('sidecar', { isEssential: false, logStream: 'def/sidecar/t', ...more });
const main = (more: Partial<ContainerEnd> = {}) => container('main', { logStream: 'def/main/t', ...more });
const spokesmanOf = (succeeded: boolean, ...containers: ContainerEnd[]) =>
  [containers, [...containers].reverse()].map((each) => representativeOf(each, succeeded).containerName);

test.each<[string, ContainerEnd[], string]>([
  ['a sidecar that ECS killed', [sidecar({ exitCode: 137 }), main({ exitCode: 1 })], 'main'],
  ['a sidecar that ended itself', [sidecar({ exitCode: 2 }), main({ exitCode: 1 })], 'main'],
  ['a sidecar that ECS could not stop', [sidecar({ containerReason: 'CannotStopContainerError: x' }), main({ exitCode: 1 })], 'main'],
  ['a sidecar that was not inspected', [sidecar({ containerReason: 'CannotInspectContainerError: x' }), main({ exitCode: 1 })], 'main'],
  [
    'reasons of both',
    [sidecar({ containerReason: 'OutOfMemoryError: x', exitCode: 137 }), main({ containerReason: 'OutOfMemoryError: y', exitCode: 137 })],
    'main',
  ],
  ['the only reason', [sidecar({ containerReason: 'CannotPullContainerError: x' }), main()], 'sidecar'],
  ['another essential container that ECS killed', [container('other', { exitCode: 137 }), main({ exitCode: 1 })], 'main'],
  ['another essential container that ended well', [container('other', { exitCode: 0 }), main({ exitCode: 143 })], 'main'],
  ['another essential container without an end', [container('other'), main({ exitCode: 0 })], 'main'],
  [
    'such words of a container that ended well',
    [container('other', { exitCode: 0, containerReason: 'odd' }), main({ exitCode: 1 })],
    'main',
  ],
  ['only words that no table knows', [container('other', { exitCode: 0 }), main({ containerReason: 'odd' })], 'main'],
  ['words that no table knows', [sidecar({ exitCode: 1 }), main({ containerReason: 'odd' })], 'main'],
])('GIVEN a failed task with %s THEN the right container speaks for it, in either order', (_, containers, name) => {
  expect(spokesmanOf(false, ...containers)).toEqual([name, name]);
});

test('GIVEN a task that succeeded THEN an essential container with exit code 0 speaks for it', () => {
  expect(spokesmanOf(true, sidecar({ exitCode: 137 }), main({ exitCode: 0 }))).toEqual(['main', 'main']);
  expect(spokesmanOf(true, sidecar({ exitCode: 0 }), main({ exitCode: 0 }))).toEqual(['main', 'main']);
  expect(spokesmanOf(true, container('other', { exitCode: 143 }), main({ exitCode: 0 }))).toEqual(['main', 'main']);
  expect(spokesmanOf(true, sidecar({ containerReason: 'OutOfMemoryError: x' }), main({ exitCode: 0 }))).toEqual(['main', 'main']);
});

test('GIVEN containers that are equal THEN the first one speaks, and nothing does for none', () => {
  expect(spokesmanOf(false, container('a', { exitCode: 1 }), container('b', { exitCode: 2 }))).toEqual(['a', 'b']);
  expect(representativeOf([], false)).toEqual({});
});
