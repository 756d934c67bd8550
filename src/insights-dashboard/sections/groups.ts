/** How jobs and instances are grouped: by a dimension of metrics, and by a field of records. */
import { DimensionName } from '../../domain/names/metrics';
import { PARSE_DEFINITION_NAME } from '../record-query';

export interface Group {
  /** As in `by job queue`. */
  readonly name: string;
  readonly dimension: DimensionName;
  readonly field: string;
  /** Commands that make the field, or leave out lines without it. */
  readonly prepare: readonly string[];
}

const known = (name: string, dimension: DimensionName): Group => ({
  name,
  dimension,
  field: dimension,
  prepare: [`filter ispresent(${dimension})`],
});

export const JOB_QUEUE: Group = { ...known('job queue', DimensionName.JOB_QUEUE), prepare: [] };
export const JOB_DEFINITION: Group = {
  name: 'job definition',
  dimension: DimensionName.JOB_DEFINITION,
  field: 'DefinitionName',
  prepare: [PARSE_DEFINITION_NAME],
};
export const COMPUTE_ENVIRONMENT = known('compute environment', DimensionName.COMPUTE_ENVIRONMENT);
export const INSTANCE_TYPE = known('instance type', DimensionName.INSTANCE_TYPE);
export const AVAILABILITY_ZONE = known('Availability Zone', DimensionName.AVAILABILITY_ZONE);
export const PURCHASE_OPTION = known('purchase option', DimensionName.PURCHASE_OPTION);
