import { SectionDescription } from '../section-description';
import { comparison } from './comparison';
import { JOB_DEFINITION } from './groups';

export const BY_JOB_DEFINITION: SectionDescription = {
  title: 'By job definition',
  explanation:
    'Shows which job definitions fail, wait or run long. All revisions of a job definition together. The columns are those of the job queues.',
  charts: [comparison(JOB_DEFINITION, 6)],
};

export const BY_REVISION: SectionDescription = {
  title: 'By revision of job definition',
  explanation: 'Compare each revision with the previous one to find a new revision that fails more often or runs longer.',
  charts: [comparison({ name: 'revision of job definition', field: 'JobDefinition', prepare: [] }, 8)],
};
