import { pricedAttempt } from '../../../src/domain/cost/priced-attempt';
import { readJobEvent } from '../../../src/domain/event/read-job-event';
import { PurchaseOption } from '../../../src/domain/names/records';
import { ended, ran } from '../events';

const reading = (state: Parameters<typeof ended>[0] = 'SUCCEEDED') => readJobEvent(ended(state, 90, [ran('t1', 20, 90, 0)]), []);

test('an attempt without a container instance has no instance, whatever the registry has', () => {
  const end = reading();
  const [attempt] = end.attempts;
  const registry = {
    get: () => ({ instanceType: 'm6i.large', availabilityZone: 'eu-west-1a', purchaseOption: PurchaseOption.SPOT }),
  } as never;
  expect(pricedAttempt(end, attempt, registry)).toMatchObject({ instanceType: 'm6i.large', availabilityZone: 'eu-west-1a' });
  const onFargate = pricedAttempt(end, { ...attempt, containerInstanceArn: undefined }, registry);
  expect([onFargate.instanceType, onFargate.availabilityZone]).toEqual([undefined, undefined]);
});

test('an attempt on Fargate and on Fargate Spot has an architecture, and no other has', () => {
  const end = reading();
  const [attempt] = end.attempts;
  const architectureOn = (purchaseOption: PurchaseOption) =>
    pricedAttempt(end, attempt, { get: () => ({ purchaseOption }) } as never).fargateArchitecture;
  expect([PurchaseOption.FARGATE, PurchaseOption.FARGATE_SPOT, PurchaseOption.SPOT].map(architectureOn)).toEqual([
    'x86_64',
    'x86_64',
    undefined,
  ]);
});
