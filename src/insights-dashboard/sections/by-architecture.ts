import { SectionDescription } from '../section-description';
import { comparisonCharts } from './comparison';

export const BY_ARCHITECTURE: SectionDescription = {
  title: 'By CPU architecture',
  explanation: 'Whether jobs do as well on one architecture as on the other. Only jobs on instances whose architecture is known.',
  charts: comparisonCharts({ name: 'CPU architecture', field: 'Architecture', prepare: ['filter ispresent(Architecture)'] }),
};
