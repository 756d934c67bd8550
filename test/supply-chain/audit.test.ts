import { execFile } from 'node:child_process';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { shippedLock } from '../../projenrc/audit';

const ADVISORY = {
  id: 1,
  url: 'https://github.com/advisories/GHSA-0000-0000-0000',
  title: 'Everything is wrong with it',
  severity: 'high',
  vulnerable_versions: '>=1.0.0',
  cwe: [],
  cvss: { score: 8, vectorString: null },
};

/** A registry that answers audits, and nothing else. */
class Registry {
  readonly asked: Record<string, string[]>[] = [];
  private readonly server: Server;

  constructor(answer: Record<string, object[]> | undefined) {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('end', () => {
          const body = Buffer.concat(chunks);
          const isAudit = request.url?.endsWith('/security/advisories/bulk');
          if (isAudit) {
            this.asked.push(
              JSON.parse(String(request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body)) as Record<string, string[]>,
            );
          }
          response.statusCode = isAudit && answer ? 200 : 405;
          response.end(JSON.stringify(isAudit ? answer : {}));
        });
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((listening) => this.server.listen(0, '127.0.0.1', listening));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
  }

  close(): void {
    this.server.close();
  }
}

async function audited(
  answer: Record<string, object[]> | undefined,
  ...argv: string[]
): Promise<{ code: number; output: string; asked: Record<string, string[]>[] }> {
  const registry = new Registry(answer);
  const env = { ...process.env, npm_config_registry: await registry.listen(), npm_config_fetch_retries: '0' };
  return new Promise((resolve) => {
    execFile('npx', ['tsx', 'projenrc/audit.ts', ...argv], { env }, (error, stdout, stderr) => {
      registry.close();
      resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr, asked: registry.asked });
    });
  });
}

describe('the audit of what ships', () => {
  test('GIVEN a registry that knows nothing bad WHEN audited THEN it passes, and was asked for what the bundles hold alone', async () => {
    const { code, output, asked } = await audited({});
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('found 0 vulnerabilities') });
    const [packages] = asked;
    expect(Object.keys(packages)).toContain('@aws-sdk/xml-builder');
    expect(Object.keys(packages)).not.toContain('jest');
    expect(packages['aws-embedded-metrics']).toEqual([expect.stringMatching(/^\d+\.\d+\.\d+$/)]);
  });

  test('GIVEN an advisory about a package in a bundle WHEN audited THEN it fails and says so', async () => {
    const { code, output } = await audited({ 'aws-embedded-metrics': [ADVISORY] });
    expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining('Everything is wrong with it') });
  });

  test('GIVEN a registry that answers no audits WHEN audited THEN it fails, unless told that this may be', async () => {
    expect((await audited(undefined)).code).toBe(1);
    expect(await audited(undefined, '--may-be-unanswered')).toMatchObject({ code: 75, output: expect.stringContaining('Not judged') });
  });

  test('GIVEN a bundled package that the lock file lacks WHEN its lock is made THEN the error names it', () => {
    expect(() => shippedLock({ packages: {} }, ['node_modules/a'])).toThrow('Bundled, and not in the lock file: node_modules/a');
  });
});
