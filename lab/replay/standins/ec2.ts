import { Instance, World } from './world';
import { element, filtersOf, listOf, XML_HEADERS } from './xml';
import { Answer } from '../servers/answer';

/** Filters by name: what they look at. */
const FILTERS: { readonly [name: string]: (instance: Instance) => string | undefined } = {
  'instance-id': ({ InstanceId }) => InstanceId,
  'instance-lifecycle': ({ Lifecycle }) => Lifecycle,
  'instance-type': ({ InstanceType }) => InstanceType,
};

/** EC2 DescribeInstances of the Query API: `InstanceId.N` and `Filter.N.Name` with `Filter.N.Value.M`. */
export function describeInstances({ Instances, Account }: World, form: URLSearchParams): Answer {
  const ids = listOf(form, 'InstanceId');
  const unknown = ids.filter((id) => !Instances.some(({ InstanceId }) => InstanceId === id));
  if (unknown.length > 0) return refuse('InvalidInstanceID.NotFound', `The instance IDs '${unknown.join(', ')}' do not exist`);
  let found = Instances.filter(({ InstanceId }) => ids.length === 0 || ids.includes(InstanceId));
  for (const { name, values } of filtersOf(form, 'Filter', 'Value')) {
    const filter = FILTERS[name];
    if (filter === undefined) return refuse('InvalidParameterValue', `The filter '${name}' is invalid`);
    found = found.filter((instance) => values.includes(filter(instance) ?? ''));
  }
  const reservations = found.map((instance) => reservation(instance, Account)).join('');
  return {
    status: 200,
    headers: XML_HEADERS,
    body:
      '<?xml version="1.0" encoding="UTF-8"?>\n<DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">' +
      `<requestId>replay</requestId><reservationSet>${reservations}</reservationSet></DescribeInstancesResponse>`,
  };
}

function reservation(instance: Instance, account: string): string {
  const lifecycle = instance.Lifecycle === undefined ? '' : element('instanceLifecycle', instance.Lifecycle);
  return (
    `<item>${element('reservationId', `r-${instance.InstanceId.slice(2)}`)}${element('ownerId', account)}<groupSet/><instancesSet><item>` +
    `${element('instanceId', instance.InstanceId)}${element('imageId', instance.AmiId)}<instanceState><code>16</code><name>running</name></instanceState>` +
    `${element('instanceType', instance.InstanceType)}<placement>${element('availabilityZone', instance.AvailabilityZone)}<tenancy>default</tenancy></placement>` +
    `${element('architecture', instance.Architecture)}${lifecycle}</item></instancesSet></item>`
  );
}

const refuse = (code: string, message: string): Answer => ({
  status: 400,
  headers: XML_HEADERS,
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error>${element('Code', code)}${element('Message', message)}</Error></Errors><RequestID>replay</RequestID></Response>`,
});
