import { attemptCostsView } from './attempt-costs-view';
import { costByDayView } from './cost-by-day-view';
import { ecsTaskCostsView } from './ecs-task-costs-view';
import { estimateAndBillView } from './estimate-and-bill-view';
import { jobCostsView } from './job-costs-view';
import { LineItemFormat } from './line-items';
import { HistoryView } from '../../job-history/sql/history-view';

/** Only tasks of AWS Batch, by the names of their clusters or their tags. */
function taskCostsView(format: LineItemFormat): HistoryView {
  const { columns } = ecsTaskCostsView(format);
  const shown = columns.filter(({ name }) => name !== 'is_batch');
  return {
    name: 'task_costs',
    description: 'What each ECS task of AWS Batch cost in each hour',
    columns: shown,
    sql: `select\n  ${shown.map(({ name }) => name).join(',\n  ')}\nfrom ecs_task_costs\nwhere is_batch`,
  };
}

/** The views over the line items of a report and the attempts of a history: each reads those before it. */
export const costViews = (format: LineItemFormat): readonly HistoryView[] => [
  ecsTaskCostsView(format),
  taskCostsView(format),
  attemptCostsView(),
  jobCostsView(),
  costByDayView(),
  estimateAndBillView(),
];
