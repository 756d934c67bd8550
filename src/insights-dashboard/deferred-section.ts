import { Column, IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { GRID_WIDTH } from './section-description';

/**
 * A section that is drawn when the dashboard is synthesized, so that it shows what the dashboard was given until then.
 *
 * Without rows it takes no space.
 */
export class DeferredSection implements IWidget {
  readonly width = GRID_WIDTH;
  private drawn?: Column;

  constructor(private readonly draw: () => readonly IWidget[]) {}

  get height(): number {
    return this.rows.height;
  }

  position(x: number, y: number): void {
    this.rows.position(x, y);
  }

  toJson(): object[] {
    return this.rows.toJson();
  }

  /** Drawn once: widgets keep the position that they are given. */
  private get rows(): Column {
    this.drawn ??= new Column(...this.draw());
    return this.drawn;
  }
}
