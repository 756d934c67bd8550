import { OpenText } from './placeholders';
import { IJobHistory } from '../job-history/job-history-base';

/** A dashboard whose JSON lacks what is only known at deployment. */
export interface ContentFile extends OpenText {
  readonly uid: string;
  readonly title: string;
}

/** What a workspace is provisioned with. */
export interface GrafanaContent {
  /** What the uids of the dashboards begin with. */
  readonly uidPrefix: string;
  /** What the dashboards query with Athena. */
  readonly history?: IJobHistory;
  readonly files: readonly ContentFile[];
}
