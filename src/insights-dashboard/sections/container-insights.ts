import { MetricChart, SectionDescription } from '../section-description';
import { ServiceSeries } from '../series-description';
import { ofClusters } from './service-series';

const NAMESPACE = 'ECS/ContainerInsights';
const line = (metric: string, label = ''): ServiceSeries => ofClusters(NAMESPACE, metric, 'Average', label);

type Texts = Pick<MetricChart, 'title' | 'unit' | 'scope'>;
const chart = (texts: Texts, ...series: readonly ServiceSeries[]): MetricChart => ({
  source: 'metrics',
  view: 'line',
  ...texts,
  width: 12,
  height: 6,
  series,
});

export const CONTAINER_INSIGHTS: SectionDescription = {
  title: 'Container Insights',
  explanation:
    'Resources that the containers of each cluster reserve and use, from CloudWatch Container Insights, for all job queues. A compute environment appears only if Container ' +
    'Insights is enabled for it. If usage is far below the reservation, jobs request more than they need; if memory is close to it, they are about to run out.',
  charts: [
    chart(
      { title: 'CPU reserved and used by cluster', unit: 'CPU units', scope: 'of 1/1024 vCPU' },
      line('CpuReserved', 'reserved'),
      line('CpuUtilized', 'used'),
    ),
    chart({ title: 'Memory reserved and used by cluster', unit: 'MB' }, line('MemoryReserved', 'reserved'), line('MemoryUtilized', 'used')),
    chart({ title: 'Tasks by cluster', unit: 'tasks' }, line('TaskCount')),
    chart({ title: 'Container instances by cluster', unit: 'instances' }, line('ContainerInstanceCount')),
    chart(
      { title: 'Network of containers by cluster', unit: 'bytes', scope: 'per second' },
      line('NetworkRxBytes', 'received'),
      line('NetworkTxBytes', 'sent'),
    ),
    chart(
      { title: 'Storage of containers by cluster', unit: 'bytes', scope: 'per sample' },
      line('StorageReadBytes', 'read'),
      line('StorageWriteBytes', 'written'),
    ),
  ],
};
