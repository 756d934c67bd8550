/** Stryker loads its plugins as ES modules; the runner is written in TypeScript. */
import { createRequire } from 'node:module';
import { register } from 'tsx/cjs/api';

register();
const { WarmRunner } = createRequire(import.meta.url)('./warm-runner.ts');

export const strykerPlugins = [{ kind: 'TestRunner', name: 'warm', injectableClass: WarmRunner }];
