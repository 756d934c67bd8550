import { MetricChart, SectionDescription } from '../section-description';
import { ServiceSeries } from '../series-description';
import { ofClusters } from './service-series';

const NAMESPACE = 'ECS/ContainerInsights';
const line = (metric: string, label = ''): ServiceSeries => ofClusters(NAMESPACE, metric, 'Average', label);

type Texts = Pick<MetricChart, 'title' | 'unit' | 'explanation'>;
const chart = (texts: Texts, width: number, ...series: readonly ServiceSeries[]): MetricChart => ({
  source: 'metrics',
  view: 'line',
  ...texts,
  width,
  height: 6,
  series,
});

export const CONTAINER_INSIGHTS: SectionDescription = {
  title: 'Container Insights',
  explanation:
    'Resources that the containers of each cluster reserve and use, from CloudWatch Container Insights. A compute environment appears only if Container Insights is enabled for it. For all job queues.',
  charts: [
    chart(
      {
        title: 'CPU reserved and used by cluster',
        unit: 'CPU units, 1024 to a vCPU',
        explanation: 'If usage is far below the reservation, jobs request more than they need.',
      },
      12,
      line('CpuReserved', 'reserved'),
      line('CpuUtilized', 'used'),
    ),
    chart(
      {
        title: 'Memory reserved and used by cluster',
        unit: 'MB',
        explanation: 'If usage is close to the reservation, jobs are about to run out of memory.',
      },
      12,
      line('MemoryReserved', 'reserved'),
      line('MemoryUtilized', 'used'),
    ),
    chart({ title: 'Tasks by cluster', unit: 'tasks', explanation: 'Each running attempt of a job is a task.' }, 12, line('TaskCount')),
    chart(
      { title: 'Container instances by cluster', unit: 'instances', explanation: 'All registered instances, whether busy or idle.' },
      12,
      line('ContainerInstanceCount'),
    ),
    chart(
      {
        title: 'Network of containers by cluster',
        unit: 'bytes per second',
        explanation: 'Only for tasks with network mode awsvpc or bridge.',
      },
      12,
      line('NetworkRxBytes', 'received'),
      line('NetworkTxBytes', 'sent'),
    ),
    chart(
      { title: 'Storage of containers by cluster', unit: 'bytes', explanation: 'Bytes read and written since the previous sample.' },
      12,
      line('StorageReadBytes', 'read'),
      line('StorageWriteBytes', 'written'),
    ),
  ],
};
