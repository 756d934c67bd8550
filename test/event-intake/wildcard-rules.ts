import { Synthesis } from './synthesis';

/** The rules of a stack that count towards EventBridge's quota of rules with wildcards: any pattern in them has one. */
export function wildcardRules({ template }: Pick<Synthesis, 'template'>): string[] {
  const rules = Object.entries(template.findResources('AWS::Events::Rule'));
  return rules.filter(([, { Properties }]) => JSON.stringify(Properties.EventPattern ?? {}).includes('"wildcard"')).map(([id]) => id);
}
