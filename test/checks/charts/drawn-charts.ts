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
  private readonly out: OutFolder;
  private places?: Promise<readonly Place[]>;

  constructor(
    replayed: string,
    private readonly range: TimeRange,
  ) {
    this.out = new OutFolder(replayed);
  }

  /** @throws where there is none, or more than one */
  async find({ section, title }: ChartName): Promise<DrawnChart> {
    this.places ??= this.allPlaces();
    const found = (await this.places).filter(
      (place) =>
        place.section === LIBRARY_SECTIONS[section] && (title === HEADING ? isHeading(place) : place.title.startsWith(`${title} (`)),
    );
    if (found.length !== 1) throw new Error(`${found.length} charts are named ${section}: ${title}`);
    const [{ dashboard: id, index }] = found;
    const { periodOverride, widgets } = this.out.dashboards().find((dashboard) => dashboard.id === id)!;
    const { properties } = widgets[index];
    const period = periodFor(properties.period as number | undefined, this.range, periodOverride) ?? 300;
    return { content: await this.contentOf(id, index), period: period * 1000, query: String(properties.query ?? '') };
  }

  private contentOf(dashboard: string, index: number): Promise<WidgetContent> {
    const { start, end } = this.range;
    return this.ask('/api/widget', { dashboard, index: String(index), start: String(start), end: String(end) }) as Promise<WidgetContent>;
  }

  private async allPlaces(): Promise<readonly Place[]> {
    const ofEach = await Promise.all(this.out.dashboards().map(({ id }) => this.placesOf(id)));
    return ofEach.flat();
  }

  /** A section goes from one heading to the next. */
  private async placesOf(dashboard: string): Promise<Place[]> {
    const { widgets } = (await this.ask('/api/dashboard', { dashboard })) as { widgets: { index: number; type: string; title: string }[] };
    let section = '';
    const headings = await Promise.all(widgets.map(({ index, type }) => (type === 'text' ? this.headingOf(dashboard, index) : undefined)));
    return widgets.map(({ index, title }, position) => {
      section = headings[position] ?? section;
      return { dashboard, index, section, title: headings[position] ?? title };
    });
  }

  private async headingOf(dashboard: string, index: number): Promise<string | undefined> {
    const content = await this.contentOf(dashboard, index);
    return content.kind === 'text' ? /^## (.+)$/m.exec(content.markdown)?.[1] : undefined;
  }

  private async ask(path: string, query: Record<string, string>): Promise<unknown> {
    return API.get(path)!(this.out, new URLSearchParams(query));
  }
}

const isHeading = ({ section, title }: Place): boolean => title === section;
