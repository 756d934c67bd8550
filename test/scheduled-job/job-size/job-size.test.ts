import { FARGATE_VCPUS, fargateMemoryMiB } from '../../../src/scheduled-job/job-size/fargate-sizes';
import { architectureOfName } from '../../../src/scheduled-job/job-size/image-architecture';
import { boundsOf } from '../../../src/scheduled-job/job-size/instance-bounds';
import { looksSecret, secretsInCommand } from '../../../src/scheduled-job/job-size/plain-secrets';

describe('AWS Fargate', () => {
  test('has these vCPUs', () => expect(FARGATE_VCPUS).toEqual([0.25, 0.5, 1, 2, 4, 8, 16]));

  // By hand, from the documentation of AWS Batch: number of sizes, the smallest, the second and the largest.
  test.each<[number, number, number, number, number]>([
    [0.25, 3, 512, 1024, 2048],
    [0.5, 4, 1024, 2048, 4096],
    [1, 7, 2048, 3072, 8192],
    [2, 13, 4096, 5120, 16384],
    [4, 23, 8192, 9216, 30720],
    [8, 12, 16384, 20480, 61440],
    [16, 12, 32768, 40960, 122880],
  ])('has beside %p vCPUs %p sizes of memory', (vcpus, count, smallest, second, largest) => {
    const sizes = fargateMemoryMiB(vcpus);
    expect([sizes.length, sizes[0], sizes[1], sizes.at(-1)]).toEqual([count, smallest, second, largest]);
  });

  test('has nothing beside others', () => expect([fargateMemoryMiB(3), fargateMemoryMiB(0)]).toEqual([[], []]));
});

const ALL = 32 * 1024 ** 2;
test.each<[string, number, number, number]>([
  ['m7i.large', 2, 8192, 0],
  ['m7i-flex.large', 2, 8192, 0],
  ['c7gn.medium', 1, 2048, 0],
  ['r8g.24xlarge', 96, 786_432, 0],
  ['r8g.metal-24xl', 96, 786_432, 0],
  ['c5.2xlarge', 8, 16_384, 0],
  ['c5n.18xlarge', 72, 193_536, 0],
  ['m7i.metal', 384, 1_572_864, 0],
  ['c8i', 384, 786_432, 0],
  ['default_x86_64', 384, 3_145_728, 0],
  ['optimal', 384, 3_145_728, 0],
  ['t3.micro', 2, 1024, 0],
  ['t4g.2xlarge', 8, 32_768, 0],
  ['t3a', 8, 32_768, 0],
  ['c4.8xlarge', 1920, ALL, 0],
  ['x2idn.16xlarge', 64, ALL, 0],
  ['trn1', 1920, ALL, 0],
  ['d2.8xlarge', 1920, ALL, 0],
  ['m2.xlarge', 1920, ALL, 0],
  ['i4i.large', 2, ALL, 0],
  ['is4gen.medium', 1, ALL, 0],
  ['i3.metal', 1920, ALL, 0],
  ['u7inh-32tb.480xlarge', 1920, ALL, 0],
  ['g6.xlarge', 4, ALL, 1],
  ['g6.4xlarge', 16, ALL, 1],
  ['g3.8xlarge', 32, ALL, 8],
  ['g5g.metal', 1920, ALL, 8],
  ['p2.xlarge', 4, ALL, 1],
  ['p2.16xlarge', 64, ALL, 16],
  ['p5.48xlarge', 192, ALL, 8],
  ['gr6', 1920, ALL, 8],
  ['p4d', 1920, ALL, 8],
])('%s has at most %p vCPUs and %p MiB, and %p GPUs', (name, vcpus, memoryMiB, gpus) =>
  expect(boundsOf(name)).toEqual({ vcpus, memoryMiB, gpus }),
);

test.each<[string, string | undefined]>([
  ['arm64v8/python:3.13', 'ARM64'],
  ['docker.io/amd64/python', 'X86_64'],
  ['123456789012.dkr.ecr.eu-west-1.amazonaws.com/farm/render:4.1-arm64', 'ARM64'],
  ['render:aarch64-musl', 'ARM64'],
  ['render:4.1.x86_64', 'X86_64'],
  ['render:AMD64', 'X86_64'],
  ['public.ecr.aws/amazonlinux/amazonlinux:latest', undefined],
  ['farm/arm64:1', undefined],
  ['render:charm64', undefined],
  ['render:linux_arm64', 'ARM64'],
  ['render:3.13-amd64@sha256:0123456789abcdef', 'X86_64'],
  ['render@sha256:0123456789abcdef', undefined],
  ['render:arm64-to-amd64-cross', undefined],
  ['arm64v8/render:arm64-to-amd64-cross', undefined],
  ['repo/amd64/render:1', undefined],
  ['123456789012.dkr.ecr.eu-west-1.amazonaws.com/arm64v8/render', undefined],
  ['arm64v8', undefined],
])('the name %s states %p', (name, architecture) => expect(architectureOfName(name)).toBe(architecture));

test.each<[string, string, boolean]>([
  ['DB_PASSWORD', 'hunter2', true],
  ['password', 'hunter2', true],
  ['GITHUB_TOKEN', 'x', true],
  ['API_KEY', 'x', true],
  ['SERVICE_APIKEY', 'x', true],
  ['AWS_SECRET_ACCESS_KEY', 'x', true],
  ['KEY_ID', 'AKIAIOSFODNN7EXAMPLE', true],
  ['PEM', '-----BEGIN RSA PRIVATE KEY-----', true],
  ['PLAIN', 'ghp_0123456789abcdefghijklmnopqrstuvwxyz', true],
  ['CHAT', 'xoxb-0123456789-abc', true],
  ['DATABASE_URL', 'postgres://user:pass@host/db', true],
  ['dbPassword', 'hunter2', true],
  ['KEY_PASSPHRASE', 'x', true],
  ['SECRET_KEY_BASE', 'x', true],
  ['SESSION_JWT', 'x', true],
  ['PAT', 'github_pat_11ABCDEFG0123456789_abc', true],
  ['STRIPE', 'sk_live_0123456789', true],
  ['BEARER', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.x', true],
  ['PLAIN', 'x{{resolve:secretsmanager:database:SecretString:password::}}', true],
  ['PLAIN', '{{resolve:ssm-secure:password:1}}', true],
  ['PLAIN', '{{resolve:ssm:stage:1}}', false],
  ['DB_SECRET', 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:db', false],
  ['SECRET_ARN', 'x', false],
  ['TOKEN_URL', 'https://example.com/token', false],
  ['CSRF_TOKEN_ENABLED', 'true', false],
  ['STRIPE', 'sk_test_0123456789', false],
  ['DATABASE_URL', 'postgres://host:5432/db', false],
  ['DB_PASSWORD', '', false],
  ['PWD', '/work', false],
  ['TOKEN_COUNT', '5', false],
  ['MONKEY', 'see', false],
  ['STAGE', 'prod', false],
])('%s=%s looks like a secret: %p', (name, value, isSecret) => expect(looksSecret(name, value)).toBe(isSecret));

test.each<[string[], string[]]>([
  [['load', '--password=hunter2'], ['password']],
  [['load', '--db-password', 'hunter2', '--verbose'], ['db-password']],
  [
    ['sh', '-c', 'API_KEY="abc" load --token=def'],
    ['API_KEY', 'token'],
  ],
  [['curl', '-H', 'Authorization: ghp_0123456789abcdefghijklmnopqrstuvwxyz'], ['H']],
  [['login', 'ghp_0123456789abcdefghijklmnopqrstuvwxyz'], ['command']],
  [['load', '--password=Ref::password', '--token', '$TOKEN'], []],
  [['load', '--password', '--verbose'], []],
  [['load', '--password'], []],
  [['load', '--day=Monday', 'x=1'], []],
])('the command %j has the secrets %j', (command, names) => expect(secretsInCommand(command)).toEqual(names));
