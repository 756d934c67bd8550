import { priceLookup } from '../../../src/domain/cost/price-request';
import { AwsCall, SignedRequests } from '../../../src/runtime/aws/signed-request';
import { makePriceRefresher } from '../../../src/runtime/pricing/make-price-refresher';

const atMillis = Date.parse('2026-11-20T12:00:00Z');
const LOOKUP = priceLookup(['instance-type/m6i.large', 'spot/m6i.large/cn-north-1a/2026-11-20'].map((key) => ({ key, atMillis })));

/** The endpoint of each service that a refresher calls. */
async function endpoints(variables: NodeJS.ProcessEnv): Promise<Record<string, string>> {
  const called: Record<string, string> = {};
  const note = async ({ service, endpoint }: AwsCall): Promise<never> => {
    called[service] = endpoint;
    throw new Error('no answer');
  };
  const send = jest.spyOn(SignedRequests.prototype, 'send').mockImplementation(note);
  const sendJson = jest
    .spyOn(SignedRequests.prototype, 'sendJson')
    .mockImplementation((call) => (call.service === 'dynamodb' ? Promise.resolve({}) : note(call)));
  const refresher = makePriceRefresher(
    { PRICE_TABLE: 'prices', ...variables },
    () => atMillis,
    () => undefined,
  );
  await refresher.process([{ messageId: 'm', isFirstTry: true, read: () => LOOKUP }]);
  send.mockRestore();
  sendJson.mockRestore();
  return called;
}

test.each([
  ['cn-north-1', 'amazonaws.com.cn', 'cn-northwest-1'],
  ['eu-west-1', 'amazonaws.com', 'eu-central-1'],
])('prices of %s are asked for there, and list prices at the nearest endpoint of its partition', async (region, suffix, listRegion) => {
  expect(await endpoints({ AWS_REGION: region, URL_SUFFIX: suffix })).toEqual({
    ec2: `https://ec2.${region}.${suffix}`,
    pricing: `https://api.pricing.${listRegion}.${suffix}`,
  });
});
