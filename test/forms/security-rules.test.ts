import { Key } from 'aws-cdk-lib/aws-kms';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { FORMS, formsWithKey } from './forms';
import { judgeByCdkNag } from './judges/cdk-nag';
import { Finding, Judgement, verdictOn } from './judges/findings';
import { REASONS } from './reasons';

describe('the rules of AWS Solutions and NIST 800-53 R5 in cdk-nag', () => {
  const judgement = judgeByCdkNag(FORMS);
  const verdict = verdictOn(judgement, REASONS, formsWithKey());

  test('find nothing without a written reason in any form', () => {
    expect(verdict.unexplained).toEqual([]);
  });

  test('need every reason that is written', () => {
    expect(verdict.unused).toEqual([]);
  });

  test('are many, over every form', () => {
    expect(judgement.rules).toBeGreaterThan(25);
    expect(judgement.forms).toBe(FORMS.length);
  });

  test('find a queue that lets plain HTTP in', () => {
    const { findings } = judgeByCdkNag([{ name: 'Open', build: (stack) => new Queue(stack, 'Queue') }]);
    expect(findings.map(({ rule }) => rule)).toContain('AwsSolutions-SQS4');
  });

  test('find a key that is not rotated', () => {
    const { findings } = judgeByCdkNag([{ name: 'Old', build: (stack) => new Key(stack, 'Key') }]);
    expect(findings.map(({ rule }) => rule)).toContain('AwsSolutions-KMS5');
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
