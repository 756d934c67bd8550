import { PriceStandIn } from '../../../lab/replay/standins/prices';
import { WorldPrices } from '../../../lab/replay/standins/world';
import { makePriceRefresher } from '../../../src/runtime/pricing/make-price-refresher';
import { deliverTo, Message, messagesOf } from '../stage/deliveries';
import { LogLines } from '../stage/log-lines';
import { Stage } from '../stage/stage';
import { Wire } from '../stage/wire';

/** The pricing function on the stage, with a table of its own, and AWS with these prices. */
export class DeployedPricing {
  static async deploy(stage: Stage, list: Wire, prices: WorldPrices, variables: Record<string, string> = {}): Promise<DeployedPricing> {
    const table = await stage.newTable('PriceKey');
    const pricing = new DeployedPricing(stage, {
      PRICE_TABLE: table,
      URL_SUFFIX: 'amazonaws.com',
      AWS_ENDPOINT_URL_PRICING: list.url,
      ...variables,
    });
    const standIn = new PriceStandIn({
      Account: '123456789012',
      Region: 'eu-west-1',
      ComputeEnvironments: [],
      Instances: [],
      Prices: prices,
    });
    list.answer = ({ body }) => answerOf(standIn.getProducts(body));
    stage.ec2.answer = ({ body }) => answerOf(standIn.describeSpotPriceHistory(new URLSearchParams(body)));
    return pricing;
  }

  readonly lines: LogLines;

  private constructor(
    readonly stage: Stage,
    readonly variables: Record<string, string>,
  ) {
    this.lines = new LogLines(() => stage.now);
  }

  /** Delivers messages to another execution environment. Returns the ids of those that failed. */
  async deliver(...messages: readonly unknown[]): Promise<string[]> {
    return this.deliverMessages(messagesOf(messages));
  }

  /** The same for messages whose ids matter. */
  async deliverMessages(messages: readonly Message[], remainingMillis?: () => number): Promise<string[]> {
    const refresher = makePriceRefresher(
      { ...process.env, ...this.variables },
      () => this.stage.now,
      (line) => this.lines.raw.push(line),
    );
    if (remainingMillis) refresher.deadline.begin(remainingMillis);
    return deliverTo((deliveries) => refresher.process(deliveries), messages);
  }

  async row(key: string): Promise<Record<string, string | readonly string[]> | undefined> {
    const item = await this.stage.get(this.variables.PRICE_TABLE, { PriceKey: { S: key } });
    return item && Object.fromEntries(Object.entries(item).map(([name, { S, N, SS }]) => [name, SS ?? S ?? N ?? '']));
  }
}

const answerOf = ({ status, body }: ReturnType<PriceStandIn['getProducts']>) => ({ status, body: String(body) });
