import { templateWith } from './fixtures/replay-fixture';
import { runOnce } from '../../../lab/chaos/run';
import { loadTemplate } from '../../../lab/replay/assembly/load-assembly';
import { Cloud, deploymentOf } from '../../../lab/replay/cloud';
import { EmulatedServices, startServices } from '../../../lab/replay/emulated-services';
import { readWorld } from '../../../lab/replay/standins/world';

jest.setTimeout(60_000);

const QUEUE = 'arn:aws:sqs:us-east-1:123456789012:Elsewhere';
const withoutQueue = () =>
  loadTemplate(
    templateWith(({ Mapping }) => {
      Mapping.Properties.EventSourceArn = QUEUE;
    }),
  );
const withoutFunction = () =>
  loadTemplate(
    templateWith(({ Mapping }) => {
      Mapping.Properties.FunctionName = 'Elsewhere';
    }),
  );
const sink = { line: () => {}, complaint: () => {} };

describe('an event source mapping that cannot be run is an error', () => {
  let services: EmulatedServices;
  beforeEach(async () => {
    services = await startServices(readWorld(undefined));
  });
  afterEach(() => services.stop());

  test('its queue is in none of the templates', async () => {
    await expect(Cloud.deploy(deploymentOf([withoutQueue()], services), services, { sink })).rejects.toThrow(
      `Event source mapping Mapping reads a queue that is in none of the templates: ${QUEUE}`,
    );
  });

  test('its function is in none of the templates', async () => {
    await expect(Cloud.deploy(deploymentOf([withoutFunction()], services), services, { sink })).rejects.toThrow(
      'Event source mapping Mapping calls a function that is in none of the templates: Elsewhere',
    );
  });

  test('in a run of chaos too', async () => {
    await expect(runOnce({ seed: 1, jobs: 5 }, [withoutQueue()])).rejects.toThrow('reads a queue that is in none of the templates');
  });
});
