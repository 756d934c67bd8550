import { ChartName, HEADING } from './sample-widgets';
import { LIBRARY_SECTIONS } from './sections';
import { OutFolder } from '../../../lab/view/out-folder';
import { periodFor } from '../../../lab/view/periods';
import { API } from '../../../lab/view/serving/api';
import { TimeRange } from '../../../lab/view/time-range';
import { WidgetContent } from '../../../lab/view/widgets/widget-content';

/** A chart as the page gets it to draw. */
export interface DrawnChart {
  readonly content: WidgetContent;
  /** Milliseconds from one point of a metric chart to the next. */
  readonly period: number;
  /** Of a chart over a log. */
  readonly query: string;
}

interface Place {
  readonly dashboard: string;
  readonly index: number;
  readonly section: string;
  readonly title: string;
}

/** The charts of a replay's dashboards, evaluated over a range by the code that answers the page. */
export class DrawnCharts {
  private readonly places: readonly Place[];
  private readonly out: OutFolder;

  constructor(
    replayed: string,
    private readonly range: TimeRange,
  ) {
    this.out = new OutFolder(replayed);
    this.places = this.out.dashboards().flatMap((dashboard) => this.placesOf(dashboard.id));
  }

  /** @throws where there is none, or more than one */
  find({ section, title }: ChartName): DrawnChart {
    const found = this.places.filter(
      (place) =>
        place.section === LIBRARY_SECTIONS[section] && (title === HEADING ? isHeading(place) : place.title.startsWith(`${title} (`)),
    );
    if (found.length !== 1) throw new Error(`${found.length} charts are named ${section}: ${title}`);
    const [{ dashboard: id, index }] = found;
    const { periodOverride, widgets } = this.out.dashboards().find((dashboard) => dashboard.id === id)!;
    const { properties } = widgets[index];
    const period = periodFor(properties.period as number | undefined, this.range, periodOverride) ?? 300;
    return { content: this.contentOf(id, index), period: period * 1000, query: String(properties.query ?? '') };
  }

  private contentOf(dashboard: string, index: number): WidgetContent {
    const { start, end } = this.range;
    return this.ask('/api/widget', { dashboard, index: String(index), start: String(start), end: String(end) }) as WidgetContent;
  }

  /** A section goes from one heading to the next. */
  private placesOf(dashboard: string): Place[] {
    const { widgets } = this.ask('/api/dashboard', { dashboard }) as { widgets: { index: number; type: string; title: string }[] };
    let section = '';
    return widgets.map(({ index, type, title }) => {
      const heading = type === 'text' ? this.headingOf(dashboard, index) : undefined;
      section = heading ?? section;
      return { dashboard, index, section, title: heading ?? title };
    });
  }

  private headingOf(dashboard: string, index: number): string | undefined {
    const content = this.contentOf(dashboard, index);
    return content.kind === 'text' ? /^## (.+)$/m.exec(content.markdown)?.[1] : undefined;
  }

  private ask(path: string, query: Record<string, string>): unknown {
    return API.get(path)!(this.out, new URLSearchParams(query));
  }
}

const isHeading = ({ section, title }: Place): boolean => title === section;
