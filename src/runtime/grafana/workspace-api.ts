import { AwsCall, AwsCallFailed, SignedRequests } from '../aws/signed-request';

/** Whether a call failed because there is no such workspace, or nothing of that id in it. */
export const isGone = (error: unknown): boolean => error instanceof AwsCallFailed && error.reported === 'ResourceNotFoundException';
/** Whether a call failed because the name is taken. */
export const isTaken = (error: unknown): boolean => error instanceof AwsCallFailed && error.reported === 'ConflictException';

/** A call that may be sent twice with different bodies, because its first response was lost. */
export type RequestBody = () => object;

/** The API of Amazon Managed Grafana for one workspace. */
export class WorkspaceApi {
  constructor(
    private readonly requests: SignedRequests,
    private readonly endpoint: string,
    private readonly workspaceId: string,
  ) {}

  get<Result>(path: string): Promise<Result> {
    return this.call('GET', path);
  }

  post<Result>(path: string, body: RequestBody): Promise<Result> {
    return this.call('POST', path, body);
  }

  patch<Result>(path: string, body: RequestBody): Promise<Result> {
    return this.call('PATCH', path, body);
  }

  /** Whatever the response contains. */
  async delete(path: string): Promise<void> {
    await this.requests.send(this.callOf('DELETE', path));
  }

  private call<Result>(method: string, path: string, body?: RequestBody): Promise<Result> {
    return this.requests.sendJson<Result>(this.callOf(method, path, body));
  }

  private callOf(method: string, path: string, body?: RequestBody): AwsCall {
    const text = body && (() => JSON.stringify(body()));
    return {
      method,
      service: 'grafana',
      endpoint: this.endpoint,
      path: `/workspaces/${this.workspaceId}${path}`,
      headers: body ? { 'content-type': 'application/json' } : {},
      body: text?.() ?? '',
      retryBody: text,
    };
  }
}
