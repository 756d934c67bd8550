/** An environment that notes which of its variables are read. */
export function watched(variables: Record<string, unknown>): { read: Set<string>; environment: NodeJS.ProcessEnv } {
  const read = new Set<string>();
  const values = Object.entries(variables).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : 'https://value.of.cloudformation',
  ]);
  const environment = new Proxy<NodeJS.ProcessEnv>(Object.fromEntries([...values, ['AWS_REGION', 'eu-west-1']]), {
    get: (target, name) => {
      if (!String(name).startsWith('AWS_')) read.add(String(name));
      return target[String(name)];
    },
  });
  return { read, environment };
}
