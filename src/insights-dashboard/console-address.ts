import { Token, Tokenization } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';

/** The domain of the console by partition. */
export const DOMAINS_OF_CONSOLE: Readonly<Record<string, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

/** The console's domain; where the Region is not known before deployment, that of the commercial Regions. */
export function consoleDomain(region: string): string {
  const partition = Token.isUnresolved(region) ? undefined : RegionInfo.get(region).partition;
  return DOMAINS_OF_CONSOLE[partition ?? 'aws'] ?? DOMAINS_OF_CONSOLE.aws;
}

/** Where the console shows a dashboard. */
export const dashboardAddress = (region: string, dashboardName: string): string =>
  `https://${consoleDomain(region)}/cloudwatch/home?region=${region}#dashboards/dashboard/${dashboardName}`;

export interface QueryAddress {
  readonly region: string;
  readonly logGroupName: string;
  readonly query: string;
  /** How far back the query looks. */
  readonly seconds: number;
}

/** Where the console opens Logs Insights with a query filled in. */
export function queryAddress({ region, logGroupName, query, seconds }: QueryAddress): string {
  const range = `end~0~start~-${seconds}~timeType~'RELATIVE~unit~'seconds`;
  const detail = `~(${range}~editorString~'${escaped(query)}~source~(~'${escaped(logGroupName)}))`;
  return `https://${consoleDomain(region)}/cloudwatch/home?region=${region}#logsV2:logs-insights$3FqueryDetail$3D${detail}`;
}

/** Tokens stay tokens: names of job queues and generated names of log groups, which they stand for, hold nothing to escape. */
function escaped(text: string): string {
  const [token] = Tokenization.reverseString(text).tokens.map(String);
  return token && text.includes(token) ? text.split(token).map(escaped).join(token) : escapedLiteral(text);
}

/** The console writes any other character as `*` and its code. */
const escapedLiteral = (text: string): string =>
  text.replace(/[^\w.-]/g, (character) => `*${character.charCodeAt(0).toString(16).padStart(2, '0')}`);
