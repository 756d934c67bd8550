import { QuotaPool } from './quota-pool';
import { Place } from './story';
import { ZonePool } from './zone-pool';
import { Agenda } from '../../../lab/simulate/engine/agenda';
import { Pool } from '../../../lab/simulate/engine/pool';
import { ServerlessPool } from '../../../lab/simulate/engine/serverless-pool';
import { Host, MINUTE } from '../../../lab/simulate/model';
import { Random } from '../../../lab/simulate/random';
import { Site } from '../../../lab/simulate/site';

export const FARGATE = 'fargate-spot';

export type Where = (attempt: number) => Pool;

/** Where the attempts of stories run. */
export class Capacity {
  private readonly zonePools: ZonePool[] = [];
  private readonly usual: Pool;

  constructor(
    private readonly site: Site,
    private readonly agenda: Agenda,
    private readonly random: Random,
  ) {
    this.usual = new ServerlessPool(site.environments.get(FARGATE)!, agenda, random);
  }

  get hosts(): readonly Host[] {
    return this.zonePools.flatMap(({ hosts }) => hosts);
  }

  at(place?: Place): Where {
    if (!place) return () => this.usual;
    if (place.kind === 'quota') {
      const pool = new QuotaPool(this.usual, place.jobsAtOnce);
      return () => pool;
    }
    const [lost, lasting] = [this.zonePool(place.environment, place.afterMinutes * MINUTE), this.zonePool(place.environment)];
    return (attempt) => (attempt === 0 ? lost : lasting);
  }

  private zonePool(environment: string, lifeMs?: number): ZonePool {
    const { agenda, random } = this;
    const pool = new ZonePool({ environment: this.site.environments.get(environment)!, agenda, random, lifeMs });
    this.zonePools.push(pool);
    return pool;
  }
}
