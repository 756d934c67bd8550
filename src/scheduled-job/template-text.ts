import {
  CfnParameter,
  DefaultTokenResolver,
  IPostProcessor,
  IResolvable,
  IResolveContext,
  Reference,
  Token,
  Tokenization,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { HIDDEN } from './job-size/plain-secrets';

/** What the name of an attribute shows that its value stands for something else. */
const REFERS = /(?:^Ref|Arn|Id|Name|Ur[il])$/;

/** Writes tokens as one text: parameters by what they hide, and names and ARNs of resources like variables of a shell. */
class TextResolver extends DefaultTokenResolver {
  constructor() {
    super({ join: (left, right) => `${written(left)}${written(right)}` });
  }

  override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    return Reference.isReference(token) ? textOf(token) : super.resolveToken(token, context, postProcessor);
  }
}

function textOf({ target, displayName }: Reference): string {
  if (target instanceof CfnParameter) return target.noEcho ? HIDDEN : 'parameter';
  return REFERS.test(displayName) ? '$resource' : 'attribute';
}

const written = (part: unknown): string => (typeof part === 'string' ? part : JSON.stringify(part));

/** A value as its template has it, for a look at what it is: with the dynamic references and the parameters that AWS CloudFormation puts in. */
export function templateText(scope: Construct, value: string): string {
  if (!Token.isUnresolved(value)) return value;
  try {
    return written(Tokenization.resolve(value, { scope, resolver: new TextResolver() }));
  } catch {
    return 'not known yet';
  }
}
