import { IResolvable, Lazy } from 'aws-cdk-lib';
import { CfnDashboard, Dashboard } from 'aws-cdk-lib/aws-cloudwatch';

interface Joined {
  readonly 'Fn::Join': readonly [string, readonly unknown[]];
}

/** Writes the body of a dashboard so that the template holds each reference once, however many charts name it. */
export function holdReferencesOnce(dashboard: Dashboard): void {
  const resource = dashboard.node.defaultChild as CfnDashboard;
  const body = resource.dashboardBody;
  resource.dashboardBody = Lazy.uncachedString({ produce: (context) => substitutionOf(context.resolve(body)) as unknown as string });
}

/** `Fn::Sub` with a variable for each reference, instead of `Fn::Join` with each reference as often as it is named. */
function substitutionOf(body: string | Joined): string | object | IResolvable {
  if (typeof body === 'string') return body;
  const [separator, parts] = body['Fn::Join'];
  const names = new Map<string, string>();
  const text = parts
    .map((part) => (typeof part === 'string' ? part.replaceAll('${', '${!') : `\${${nameOf(part, names)}}`))
    .join(separator);
  return { 'Fn::Sub': [text, Object.fromEntries([...names].map(([reference, name]) => [name, JSON.parse(reference)]))] };
}

function nameOf(reference: unknown, names: Map<string, string>): string {
  const key = JSON.stringify(reference);
  const name = names.get(key) ?? `R${names.size + 1}`;
  names.set(key, name);
  return name;
}
