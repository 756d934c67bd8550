import { toSecond } from '../model';
import { Site } from '../site';

export interface AwsEvent {
  readonly version: string;
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: object;
}

/** What makes up one event, less what every envelope has. */
export interface Content {
  readonly type: string;
  readonly source: string;
  readonly resources: readonly string[];
  readonly detail: object;
}

/** An event that happens; its text is built only when it is read, so that large days fit into memory. */
export interface Happening {
  readonly at: number;
  readonly id: string;
  readonly content: () => Content;
}

/** Envelopes have times in whole seconds. */
export function toEvent(site: Site, { at, id, content }: Happening): AwsEvent {
  const { type, source, resources, detail } = content();
  return {
    version: '0',
    id,
    'detail-type': type,
    source,
    account: site.account,
    time: new Date(toSecond(at)).toISOString().replace('.000Z', 'Z'),
    region: site.region,
    resources,
    detail,
  };
}
