import { SectionDescription } from '../section-description';
import { comparison } from './comparison';

export const BY_ARCHITECTURE: SectionDescription = {
  title: 'By CPU architecture',
  explanation: 'Compares how jobs perform on each CPU architecture. Includes only jobs on instances with a known architecture.',
  charts: [comparison({ name: 'CPU architecture', field: 'Architecture', prepare: ['filter ispresent(Architecture)'] }, 5)],
};
