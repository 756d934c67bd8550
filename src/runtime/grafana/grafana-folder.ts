import { GrafanaHttp, refusal } from './grafana-http';

const NOT_FOUND = 404;
/** What Grafana reports if the folder exists: two codes, by version. */
const EXISTS = [409, 412];

/** The folder of the dashboards in a workspace. */
export class GrafanaFolder {
  constructor(
    private readonly grafana: GrafanaHttp,
    private readonly uid: string,
    private readonly title: string,
  ) {}

  async put(): Promise<void> {
    const { status, body } = await this.find();
    if (status === NOT_FOUND) return this.create();
    if (body.title !== this.title) await this.rename();
  }

  /** A folder that contains something of others stays, because Grafana deletes it with all that is in it. */
  async deleteIfEmpty(): Promise<void> {
    const purpose = `count what is in the folder "${this.title}"`;
    // A folder that does not exist has a message instead of counts.
    const { body } = await this.grafana.send({ path: `${this.path}/counts`, purpose, handled: [NOT_FOUND] });
    if (Object.values(body).some((count) => count !== 0)) return;
    await this.grafana.send({ method: 'DELETE', path: this.path, purpose: `delete the folder "${this.title}"`, handled: [NOT_FOUND] });
  }

  private get path(): string {
    return `/api/folders/${this.uid}`;
  }

  private find() {
    return this.grafana.send({ path: this.path, purpose: `find the folder "${this.title}"`, handled: [NOT_FOUND] });
  }

  /** A request that is sent again after a lost response finds the folder that the first one created. */
  private async create(): Promise<void> {
    const { uid, title } = this;
    const purpose = `create the folder "${title}"`;
    const answer = await this.grafana.send({
      method: 'POST',
      path: '/api/folders',
      body: { uid, title },
      purpose,
      handled: EXISTS,
    });
    if (!EXISTS.includes(answer.status)) return;
    const found = await this.find();
    if (found.status === NOT_FOUND) throw refusal(purpose, answer);
  }

  private async rename(): Promise<void> {
    const { path, title } = this;
    await this.grafana.send({ method: 'PUT', path, body: { title, overwrite: true }, purpose: `rename the folder to "${title}"` });
  }
}
