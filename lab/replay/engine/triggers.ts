/** Functions that CloudFormation invokes while it deploys: done once, before the first event. */
import { Incidents } from './incidents';
import { Targets } from './targets';
import { FunctionRunner } from '../functions/function-runner';
import { Trigger } from '../template/triggers';

export class Triggers {
  constructor(
    private readonly triggers: readonly Trigger[],
    private readonly runners: readonly FunctionRunner[],
    private readonly targets: Targets,
    private readonly incidents: Incidents,
  ) {}

  async run(): Promise<void> {
    for (const trigger of this.triggers) await this.invoke(trigger);
  }

  /** It is invoked without a payload. A deployment waits for the answer, unless it is configured not to. */
  private async invoke({ id, arn, functionName, waits }: Trigger): Promise<void> {
    if (!waits) {
      this.targets.invoke({ arn }, { body: '{}', place: `trigger ${id}` });
      return;
    }
    const runner = this.runners.find(({ definition }) => definition.name === functionName);
    const { error } = (await runner?.invoke('{}')) ?? {
      error: { errorType: 'ResourceNotFoundException', errorMessage: `Function not found: ${arn}` },
    };
    if (error !== undefined) {
      this.incidents.report(`trigger ${id} failed, which fails a deployment: ${error.errorType}: ${error.errorMessage}`);
    }
  }
}
