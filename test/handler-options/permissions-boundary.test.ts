import { App, Aspects, PermissionsBoundary as Boundary, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ManagedPolicy, PermissionsBoundary } from 'aws-cdk-lib/aws-iam';
import { FORMS } from '../forms/forms';

interface Role {
  readonly Properties: { readonly PermissionsBoundary?: unknown };
}

const POLICY = 'organization-boundary';
const boundariesIn = (stack: Stack): [id: string, boundary: string][] =>
  Object.entries(Template.fromStack(stack).findResources('AWS::IAM::Role') as Record<string, Role>).map(([id, { Properties }]) => [
    id,
    JSON.stringify(Properties.PermissionsBoundary) ?? 'none',
  ]);

const isTrigger = ([id]: [string, string]): boolean => id.includes('TriggerCustomResourceProvider');

/** How an organization sets a boundary, each with the stack to build in and what to do once it is built. */
const WAYS: readonly (readonly [way: string, stackOf: (name: string) => Stack, then: (stack: Stack) => void])[] = [
  [
    'PermissionsBoundary.of(stack).apply',
    (name) => new Stack(new App(), name),
    (stack) => PermissionsBoundary.of(stack).apply(ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', POLICY)),
  ],
  [
    'the context @aws-cdk/core:permissionsBoundary',
    (name) => new Stack(new App({ context: { '@aws-cdk/core:permissionsBoundary': { name: POLICY } } }), name),
    () => undefined,
  ],
  [
    'the prop permissionsBoundary of a stack',
    (name) => new Stack(new App(), name, { permissionsBoundary: Boundary.fromName(POLICY) }),
    () => undefined,
  ],
];

/** Forms that must be somewhere have no role of their own. */
const EVERYWHERE = FORMS.filter(({ env }) => !env);

describe.each(WAYS)('a boundary by %s', (_, stackOf, then) => {
  test.each(EVERYWHERE.map(({ name, build }) => [name, build] as const))('reaches every role of %s', (name, build) => {
    const stack = stackOf(name);
    build(stack);
    then(stack);
    const boundaries = boundariesIn(stack);
    expect(boundaries.filter(([, boundary]) => !boundary.includes(`policy/${POLICY}`))).toEqual([]);
    expect(Aspects.of(stack).all.length).toBeGreaterThan(0);
  });

  test('reaches the role of the function behind the trigger of the group metrics', () => {
    const form = FORMS.find(({ name }) => name === 'AsgMonitoring-Minimal');
    const stack = stackOf('Groups');
    form?.build(stack);
    then(stack);
    expect(boundariesIn(stack).filter(isTrigger)).toHaveLength(1);
  });
});
