import { Job } from '../model';
import { Site } from '../site';

/** What people put into jobs, credentials among it: each value is marked, so that a test can look for it where it must not be. */

export const environment = (job: Job): object[] => [
  { name: 'DB_PASSWORD', value: `CANARY-${job.secret}-password` },
  { name: 'INPUT', value: `s3://CANARY-${job.secret}-input/${job.name}` },
  { name: 'API_TOKEN', value: `CANARY-${job.secret}-token` },
];

export const command = (job: Job): string[] => [
  `/opt/CANARY-${job.secret}/run.sh`,
  `--user=CANARY-${job.secret}-user`,
  `CANARY-${job.secret}-argument`,
];

export const parameters = (job: Job): object => ({ date: `CANARY-${job.secret}-date`, profile: `CANARY-${job.secret}-profile` });

export const secrets = (site: Site, job: Job): object[] => [
  { name: 'DB', valueFrom: `arn:aws:secretsmanager:${site.region}:${site.account}:secret:CANARY-${job.secret}-db` },
];
