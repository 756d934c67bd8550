import { Environment } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueProps } from 'aws-cdk-lib/aws-sqs';
import { Form, FORMS } from './forms';
import { judgeByCdkNag, verdictOfCdkNag } from './judges/cdk-nag';
import { Finding, Judgement, verdictOn } from './judges/findings';
import { appOf } from './judges/judged-app';
import { carryReviews } from '../../src/reviewed-findings/carry-reviews';
import { Review } from '../../src/reviewed-findings/reviews';

const KNOWN = { account: '123456789012', region: 'eu-west-1' };
const QUICK_START_AND_ALL = FORMS.filter(({ name }) => /^BatchInsights-M/.test(name));

describe.each<[string, readonly Form[], Environment | undefined]>([
  ['every form', FORMS, undefined],
  ['the quick start and the form with every prop, in an account and Region that are known', QUICK_START_AND_ALL, KNOWN],
])('GIVEN %s', (_, forms, env) => {
  const { judgement, unexplained, unused, used } = verdictOfCdkNag(forms.map(appOf(env)));

  test('WHEN cdk-nag applies AWS Solutions and NIST 800-53 R5 THEN it reports nothing', () => {
    expect(unexplained).toEqual([]);
  });

  test('WHEN the constructs carry no reviews THEN it finds something for each of them', () => {
    expect(unused).toEqual([]);
    expect(used.filter(({ why }) => why === '')).toEqual([]);
    expect(judgement.findings.length).toBeGreaterThan(50);
    expect(judgement.rules).toBeGreaterThan(25);
    expect(judgement.forms).toBe(forms.length);
  });
});

describe('cdk-nag', () => {
  test.each<[string, string, Form['build']]>([
    ['a queue that lets plain HTTP in', 'AwsSolutions-SQS4', (stack) => new Queue(stack, 'Queue')],
    ['a key that is not rotated', 'AwsSolutions-KMS5', (stack) => new Key(stack, 'Key')],
  ])('finds %s', (_, rule, build) => {
    const { findings } = judgeByCdkNag([appOf()({ name: 'Form', build })], true);
    expect(findings.map((finding) => finding.rule)).toContain(rule);
  });
});

describe('the verdict of cdk-nag', () => {
  const SSL: Review = { rules: ['AwsSolutions-SQS4'], reason: 'A queue of a test.' };
  const queueWith = (props: QueueProps, ...reviews: readonly Review[]) =>
    verdictOfCdkNag([
      appOf()({
        name: 'Form',
        build: (stack) => {
          const deadLetterQueue = { queue: new Queue(stack, 'DeadLetters', { enforceSSL: true }), maxReceiveCount: 5 };
          const queue = new Queue(stack, 'Queue', { deadLetterQueue, ...props });
          carryReviews(queue, reviews);
          return queue;
        },
      }),
    ]);

  test('names what no review covers', () => {
    expect(queueWith({}).unexplained).toEqual(['cdk-nag AwsSolutions-SQS4: Form Form/Queue/Resource']);
    expect(queueWith({}, SSL).unexplained).toEqual([]);
  });

  test('names reviews of what is not found', () => {
    expect(queueWith({ enforceSSL: true }, SSL).unused).toEqual(['cdk-nag AwsSolutions-SQS4: Form Form/Queue/Resource']);
    expect(queueWith({}, SSL).unused).toEqual([]);
  });
});

describe('a verdict', () => {
  const finding = (form: string, at = 'Queue'): Finding => ({ judge: 'checkov', rule: 'R1', form, at });
  const judgement = (...findings: readonly Finding[]): Judgement => ({ judge: 'checkov', version: '1', forms: 1, rules: 1, findings });
  const verdict = (of: Judgement, ...reasons: Parameters<typeof verdictOn>[1]) => verdictOn(of, reasons, new Set(['Keyed']));

  test('names what no reason stands for', () => {
    expect(verdict(judgement(finding('Plain'))).unexplained).toEqual(['checkov R1: Plain Queue']);
    expect(verdict(judgement(finding('Plain')), { judge: 'cdk-nag', rule: 'R1', why: 'Of another judge.' }).unexplained).toHaveLength(1);
    expect(
      verdict(judgement(finding('Plain')), { judge: 'checkov', rule: 'R1', at: /^Bucket/, why: 'Elsewhere.' }).unexplained,
    ).toHaveLength(1);
  });

  test('lets a reason for lack of a key stand only where there is none', () => {
    const reason = { judge: 'checkov', rule: 'R1', withoutKey: true, why: 'A choice.' } as const;
    expect(verdict(judgement(finding('Plain'), finding('Keyed')), reason).unexplained).toEqual(['checkov R1: Keyed Queue']);
  });

  test('names reasons that nothing needs', () => {
    expect(verdict(judgement(), { judge: 'checkov', rule: 'R1', why: 'Long gone.' }).unused).toEqual(['checkov R1']);
  });
});
