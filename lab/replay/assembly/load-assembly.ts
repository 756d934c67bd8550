import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { messageOf, ReplayProblem } from '../replay-problem';
import { StackTemplate, Template } from './stack-template';

interface Manifest {
  artifacts?: {
    [id: string]: { type: string; properties?: { templateFile?: string; stackName?: string; directoryName?: string } };
  };
}
interface AssetManifest {
  files?: { [id: string]: { source: { path?: string }; destinations: { [id: string]: { objectKey: string } } } };
}

/** All stacks of a cloud assembly, those of its stages too. */
export function loadAssembly(directory: string): StackTemplate[] {
  const manifest = readJson<Manifest>(join(directory, 'manifest.json'), 'cloud assembly manifest');
  return Object.entries(manifest.artifacts ?? {}).flatMap(([id, { type, properties }]) => {
    if (type === 'cdk:cloud-assembly') return loadAssembly(join(directory, properties?.directoryName ?? id));
    if (type !== 'aws:cloudformation:stack') return [];
    return [loadTemplate(join(directory, properties?.templateFile ?? `${id}.template.json`), properties?.stackName ?? id)];
  });
}

/** One template of a cloud assembly; its assets are found through the asset manifest that CDK writes beside it. */
export function loadTemplate(file: string, stackName = basename(file).replace(/(\.template)?\.json$/, '')): StackTemplate {
  const template = readJson<Template>(file, 'template');
  if (typeof template !== 'object' || template === null || typeof template.Resources !== 'object') {
    throw new ReplayProblem(`${file} is no CloudFormation template: it has no Resources`);
  }
  return { stackName, templateFile: file, template, assets: loadAssets(file) };
}

function loadAssets(templateFile: string): Map<string, string> {
  const file = templateFile.replace(/(\.template)?\.json$/, '.assets.json');
  const assets = new Map<string, string>();
  if (!existsSync(file)) return assets;
  for (const { source, destinations } of Object.values(readJson<AssetManifest>(file, 'asset manifest').files ?? {})) {
    for (const { objectKey } of Object.values(destinations)) {
      if (source.path !== undefined) assets.set(objectKey, join(dirname(file), source.path));
    }
  }
  return assets;
}

function readJson<T>(file: string, kind: string): T {
  if (!existsSync(file)) throw new ReplayProblem(`There is no ${kind} at ${file}`);
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch (error) {
    throw new ReplayProblem(`${file} is no JSON: ${messageOf(error)}`);
  }
}
