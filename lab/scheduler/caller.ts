import { Refusal } from './submit-job';
import { decide } from '../aws/iam/evaluate';
import { FunctionRole } from '../permissions/deployed-policies';
import { CallContext, CalledBy, CallLog, NewCall } from '../replay/calls/call-log';
import { EventPlace } from '../replay/events/place-of-events';

/** What has a role: a schedule or a state machine. */
export interface RoleOwner {
  readonly id: string;
  readonly roleArn: string;
  readonly by: CalledBy;
  /** Of the service that takes on the role. */
  readonly principal: string;
  /** What it takes on the role for, where trust policies can name it. */
  readonly sourceArn?: string;
}

/** A service with a role: each call is asked of the policies of the role, and noted. */
export class Caller {
  constructor(
    private readonly owner: RoleOwner,
    private readonly role: FunctionRole,
    private readonly place: EventPlace,
    private readonly calls: CallLog,
  ) {}

  /** A statement of a trust policy has no resource: it is about the role. */
  assumeRole(): void {
    const { principal, roleArn, sourceArn } = this.owner;
    const request = {
      action: 'sts:AssumeRole',
      resource: roleArn,
      principal: { Service: principal },
      context: { 'aws:SourceAccount': [this.place.account], ...(sourceArn !== undefined && { 'aws:SourceArn': [sourceArn] }) },
    };
    const trust = this.role.trust.map((statement) => ({ ...statement, resources: [roleArn] }));
    if (decide(trust, request) !== 'allowed') throw new Refusal('AccessDenied', 'the role trusts somebody else');
  }

  /** The request of a schedule with a customer's key. */
  decrypt(keyArn: string, scheduleArn: string): void {
    this.ask({
      by: 'encryption',
      action: 'kms:Decrypt',
      resource: keyArn,
      context: {
        'kms:ViaService': [`scheduler.${this.place.region}.amazonaws.com`],
        'kms:EncryptionContext:aws:scheduler:schedule:arn': [scheduleArn],
      },
    });
  }

  call(action: string, resource: string, context: CallContext = {}): void {
    this.ask({ by: this.owner.by, action, resource, context });
  }

  private ask(call: NewCall): void {
    this.calls.note({ functionId: this.owner.id }, call);
    if (decide(this.role.statements, call) !== 'allowed') {
      throw new Refusal('AccessDenied', `${call.action} is not allowed on ${call.resource}`);
    }
  }
}
