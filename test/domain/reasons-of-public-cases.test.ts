import { readFileSync } from 'fs';
import { join } from 'path';
import { Fold } from './fold';

/** Final events of jobs, by the name of the job. */
const EVENTS = new Map(
  readFileSync(join(__dirname, '../fixtures/events-with-reasons.ndjson'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { detail: { jobName: string } })
    .map((event) => [event.detail.jobName, event]),
);

test.each([
  [
    '33-pull-reason-names-region-and-account',
    'IMAGE_PULL',
    'CannotPullContainerError: Error response from daemon: manifest for 111122223333.dkr.ecr.us-east-1.amazonaws.com/oncoanalyser:latest not found: manifest unknown: Requested image not found',
  ],
  ['33b-oom-words-masked', 'OUT_OF_MEMORY', 'OutOfMemoryError: Container killed due to memory usage'],
  [
    '40a-pull-reason-signed-cloudfront',
    'IMAGE_PULL',
    'CannotPullContainerError: error pulling image configuration: Get https://d1.cloudfront.net/registry-v2/docker/registry/v2/blobs/sha256/70/7045/data?***: dial tcp',
  ],
  [
    '40d-reason-url-with-password',
    'IMAGE_PULL',
    'CannotPullContainerError: Error response from daemon: Get "https://***@registry.example.com/v2/": dial tcp: i/o timeout',
  ],
  ['40e-env-secret-percent-encoded', 'IMAGE_PULL', 'CannotPullContainerError: Get "https://registry.example.com/v2/x?***": unauthorized'],
])('GIVEN the failed job %s WHEN its record is built THEN it is %s, and its reason keeps what is no secret', (name, category, reason) => {
  expect(new Fold().tell(EVENTS.get(name)).record()).toMatchObject({ FailureCategory: category, Reason: reason });
});
