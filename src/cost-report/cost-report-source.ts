import { IBucket } from 'aws-cdk-lib/aws-s3';
import { checkDataExport, checkLegacyReport } from './check-cost-report-source';
import { ExistingReport, LegacyReport } from './existing-report';
import { CUR_2, legacyFormat, LineItemFormat } from './sql/line-items';

/** Where the costs come from, if not from an export that `CostReport` creates. */
export class CostReportSource {
  /**
   * A data export of CUR 2.0 that exists: hourly or daily, as Parquet that overwrites the files of a month, with resource ids and split cost allocation data.
   *
   * Its files are at `PREFIX/NAME/data/BILLING_PERIOD=YYYY-MM/`.
   *
   * @param report where its files are
   */
  static dataExport(report: ExistingReport): CostReportSource {
    checkDataExport(report);
    return new CostReportSource(report, CUR_2, ['data'], 'BILLING_PERIOD=${billing_period}');
  }

  /**
   * A legacy Cost and Usage Report that exists: for Amazon Athena, thus Parquet that overwrites the files of a month, with resource ids and split cost
   * allocation data.
   *
   * Its files are at `PREFIX/NAME/NAME/year=YYYY/month=M/`.
   *
   * @param report where its files are, and the tags that it has
   */
  static legacyReport(report: LegacyReport): CostReportSource {
    checkLegacyReport(report);
    return new CostReportSource(report, legacyFormat(report.tags ?? []), [report.name], 'year=${year}/month=${month}');
  }

  /** The bucket that has the files. */
  readonly bucket: IBucket;
  /** The name of the report or export. */
  readonly name: string;
  /** What the keys of the files begin with, up to the folders of the months; it ends with a slash. */
  readonly folder: string;
  /**
   * How its columns read.
   *
   * @internal
   */
  readonly _format: LineItemFormat;
  /**
   * The folder of a month.
   *
   * @internal
   */
  readonly _monthFolder: string;

  private constructor({ bucket, prefix, name }: ExistingReport, format: LineItemFormat, below: readonly string[], monthFolder: string) {
    this.bucket = bucket;
    this.name = name;
    this.folder = [...(prefix ? [prefix] : []), name, ...below, ''].join('/');
    this._format = format;
    this._monthFolder = monthFolder;
  }
}
