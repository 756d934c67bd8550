import { Builder } from '@grafana/grafana-foundation-sdk/cog';
import { DashboardBuilder, DashboardLink, VariableModel } from '@grafana/grafana-foundation-sdk/dashboard';
import { DASHBOARDS, linksToOthers } from './links';
import { asJson } from './panel-template';
import { DashboardName, DashboardTemplate, SectionTemplate } from '../../src/grafana-dashboards/dashboard-template';

export interface DashboardOptions {
  readonly description: string;
  /** The time range that it opens with. */
  readonly from: string;
  /** How often a page that is open is read again; not where each time costs. */
  readonly refresh?: string;
  readonly variables: readonly Builder<VariableModel>[];
  readonly sections: readonly SectionTemplate[];
}

/** A dashboard for Grafana 10 and later. */
export function dashboardTemplate(
  name: DashboardName,
  { description, from, refresh, variables, sections }: DashboardOptions,
): DashboardTemplate {
  const { title, uid } = DASHBOARDS[name];
  const dashboard = new DashboardBuilder(title)
    .uid(uid)
    .description(description)
    .tags(['aws-batch'])
    .timezone('browser')
    .time({ from, to: 'now' })
    .refresh(refresh ?? '')
    .variables([...variables])
    .readonly()
    .build();
  return { dashboard: asJson({ ...dashboard, title, links: linksToOthers(name).map((link) => addressed(link.build())) }), sections };
}

/** A link of the SDK, which has an address. */
const addressed = ({ url, ...link }: DashboardLink) => ({ ...link, url: url ?? '' });
