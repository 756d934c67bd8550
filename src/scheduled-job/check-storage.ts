import { Construct } from 'constructs';
import { rejectToken } from './reject-token';
import { ScheduledJobProps } from './scheduled-job-props';
import { reject, rejectWithoutEffect } from '../prop-check/prop-check';

/** @see https://docs.aws.amazon.com/batch/latest/APIReference/API_EphemeralStorage.html */
const MIN_STORAGE_GIB = 21;
const MAX_STORAGE_GIB = 200;
const KIB_PER_GIB = 1024 ** 2;

export function checkStorage(scope: Construct, { batchEnvironment, ephemeralStorageSize: size }: ScheduledJobProps): void {
  if (!size) return;
  const prop = 'ephemeralStorageSize';
  if (!batchEnvironment.capacity.isFargate) {
    rejectWithoutEffect(scope, { prop, value: size, because: 'on instances', fix: 'Set rootVolumeSize of the environment.' });
  }
  rejectToken(scope, { prop, isToken: size.isUnresolved(), fix: 'Use for example Size.gibibytes(50).' });
  const gibibytes = size.toKibibytes() / KIB_PER_GIB;
  if (Number.isInteger(gibibytes) && gibibytes >= MIN_STORAGE_GIB && gibibytes <= MAX_STORAGE_GIB) return;
  reject(scope, {
    prop,
    value: `${gibibytes} GiB`,
    allowed: `a whole number of GiB from ${MIN_STORAGE_GIB} to ${MAX_STORAGE_GIB}`,
    fix: 'Leave it out for the 20 GiB that AWS Fargate gives each container.',
  });
}
