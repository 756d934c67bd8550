import { Content, Html, markup, jsonHtml } from './html';
import { Place } from './request';

/** Where links of a page lead. */
export interface Links {
  readonly awsConsole: ConsoleLinks;
  /** Whether pages can be asked for. */
  readonly isInteractive: boolean;
  /** An element that shows another page when it is clicked; only its text where a page cannot be asked for. */
  to(content: Content, place: Partial<Place>): Html;
  /** A button that sends the form that it stands in. Nothing where a page cannot be asked for. */
  submit(label: string, place: Partial<Place>): Html;
}

export interface ConsoleLinks {
  /** The domain of the AWS console in the partition. */
  readonly domain: string;
  readonly region: string;
}

/** CloudWatch calls the function again, with the parameters and what is in the forms, and shows what it returns in place of the widget. */
export const widgetLinks = (endpoint: string, awsConsole: ConsoleLinks): Links => ({
  awsConsole,
  isInteractive: true,
  to: (content, place) => markup`<a>${content}</a>${action(endpoint, place)}`,
  submit: (label, place) => markup`<a class="btn bx-go">${label}</a>${action(endpoint, { ...place, form: true })}`,
});

/** In a file there is nobody to ask. */
export const reportLinks = (awsConsole: ConsoleLinks): Links => ({
  awsConsole,
  isInteractive: false,
  to: (content) => markup`${content}`,
  submit: () => markup``,
});

const action = (endpoint: string, params: object): Html =>
  markup`<cwdb-action action="call" display="widget" endpoint="${endpoint}">${jsonHtml(params)}</cwdb-action>`;

/** A link into the AWS console, in a tab of its own. */
export const consoleLink = ({ domain, region }: ConsoleLinks, label: string, service: string, place: string): Html =>
  markup`<a href="https://${domain}/${service}/home?region=${region}#${place}" target="_blank" rel="noopener noreferrer">${label}</a>`;

export const jobPlace = (jobId: string): string => `jobs/detail/${encoded(jobId)}`;
export const instancePlace = (instanceId: string): string => `InstanceDetails:instanceId=${encoded(instanceId)}`;
export const logPlace = (group: string, stream: string): string =>
  `logsV2:log-groups/log-group/${twice(group)}/log-events/${twice(stream)}`;
/** The console decodes the place itself: it is encoded twice, and a `%` reads `$`. */
const twice = (name: string): string => encodeURIComponent(encoded(name)).replaceAll('%', '$');

/** CPU and network of an instance from some time before an attempt to some time after it. */
export function metricsPlace(instanceId: string, region: string, start: number, end: number): string {
  const of = (metric: string): string => `~(~'AWS*2fEC2~'${metric}~'InstanceId~'${starred(instanceId)})`;
  const [from, to] = [start, end].map((millis) => starred(new Date(millis).toISOString()));
  return `metricsV2?graph=~(metrics~(${of('CPUUtilization')}${of('NetworkIn')}${of('NetworkOut')})~view~'timeSeries~stacked~false~region~'${starred(region)}~period~60~stat~'Average~start~'${from}~end~'${to})`;
}
const starred = (text: string): string =>
  text.replace(/[^\w.-]/g, (character) => `*${character.charCodeAt(0).toString(16).padStart(2, '0')}`);

/** Half a character, which a text can have that was cut, cannot be in an address. */
const encoded = (text: string): string => encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'));
