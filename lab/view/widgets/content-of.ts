import { alarmContent } from './alarm-widget';
import { logContent } from './log-widget';
import { metricContent } from './metric-widget';
import { WidgetContent, unsupported } from './widget-content';
import type { Dashboard, Widget } from '../dashboards/dashboard';
import type { OutFolder } from '../out-folder';
import type { TimeRange } from '../time-range';

/** What to draw for a widget. Whatever goes wrong is shown on the widget itself, with the reason. */
export function contentOf(widget: Widget, dashboard: Dashboard, out: OutFolder, range: TimeRange): WidgetContent {
  try {
    return shape(widget, dashboard, out, range);
  } catch (error) {
    return { kind: 'message', tone: 'error', message: (error as Error).message };
  }
}

function shape({ type, properties }: Widget, dashboard: Dashboard, out: OutFolder, range: TimeRange): WidgetContent {
  switch (type) {
    case 'text':
      return { kind: 'text', markdown: String(properties.markdown ?? ''), transparent: properties.background === 'transparent' };
    case 'metric':
      return metricContent(properties, dashboard, out.metrics(), range);
    case 'log':
      return logContent(properties, out, range);
    case 'alarm':
      return alarmContent(properties, dashboard, out.metrics(), range);
    default:
      return unsupported(`Widgets of type "${type}" are not shown here.`);
  }
}
