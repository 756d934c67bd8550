import { CAPACITY_BLOCK, HostOptions, SPOT } from '../../src/runtime/registry/host-options';

/** Amazon EC2 with these instances and their lifecycles, and what it was asked for. */
function ec2(lifecycles: Record<string, string>) {
  const asked: string[][] = [];
  const describeInstances = async (ids: readonly string[], lifecycle?: string): Promise<string[]> => {
    asked.push([...ids, ...(lifecycle ? [lifecycle] : [])]);
    return ids.filter((id) => id in lifecycles && (lifecycle === undefined || lifecycles[id] === lifecycle));
  };
  return { asked, describeInstances };
}

test('GIVEN instances that are found THEN no further lifecycle is asked for, and nothing where all are remembered or none is given', async () => {
  const aws = ec2({ a: 'spot', b: 'capacity-block' });
  const hosts = new HostOptions(aws);
  expect(await hosts.of(new Set(['a']), [SPOT, CAPACITY_BLOCK])).toEqual(new Map([['a', 'SPOT']]));
  expect(await hosts.of(new Set(['a', 'b']), [SPOT, CAPACITY_BLOCK])).toEqual(
    new Map([
      ['a', 'SPOT'],
      ['b', 'CAPACITY_BLOCK'],
    ]),
  );
  await hosts.of(new Set(['a', 'b']), [CAPACITY_BLOCK]);
  await hosts.of(new Set(), [CAPACITY_BLOCK]);
  expect(aws.asked).toEqual([['a'], ['a', 'spot'], ['b'], ['b', 'spot'], ['b', 'capacity-block']]);
});

test('GIVEN more instances than are remembered THEN earlier ones are looked up again, and unknown ones each time', async () => {
  const aws = ec2({ a: '', b: '', c: '' });
  const hosts = new HostOptions(aws, 2);
  for (const id of ['a', 'b', 'b', 'c', 'a', 'gone', 'gone']) await hosts.of(new Set([id]), [CAPACITY_BLOCK]);
  expect(aws.asked.filter((ids) => !ids.includes('capacity-block')).flat()).toEqual(['a', 'b', 'c', 'a', 'gone', 'gone']);
});
