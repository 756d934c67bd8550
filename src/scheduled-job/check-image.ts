import { Annotations, Token } from 'aws-cdk-lib';
import { CfnJobDefinition, EcsJobDefinition } from 'aws-cdk-lib/aws-batch';
import { Construct } from 'constructs';
import { architectureOfName } from './job-size/image-architecture';
import { ScheduledJobProps } from './scheduled-job-props';
import { reject } from '../prop-check/prop-check';

const OTHER_ARCHITECTURE = 'cdk-batch-insights:image-architecture';
const FIX = 'Build the image for that architecture, or set architecture of the environment.';

/** An image of another architecture fails at its first instruction, with "exec format error". A name may state what the image is not: only a platform is refused. */
export function checkArchitecture(scope: Construct, { batchEnvironment, image }: ScheduledJobProps, definition: EcsJobDefinition): void {
  const wanted = batchEnvironment.architecture._cpuArchitecture;
  const { containerProperties } = definition.node.defaultChild as CfnJobDefinition;
  const { image: name } = containerProperties as CfnJobDefinition.ContainerPropertiesProperty;
  const platform = platformOf(image);
  if (platform === undefined) return warnOfName(scope, name, wanted);
  if (platform === wanted) return;
  reject(scope, {
    prop: 'image',
    value: Token.isUnresolved(name) ? `an image for ${platform}` : name,
    allowed: `of the architecture ${wanted}, as the environment is`,
    fix: FIX,
  });
}

function warnOfName(scope: Construct, name: string, wanted: string): void {
  const stated = architectureOfName(name);
  if (stated === undefined || stated === wanted) return;
  const text = `image is "${name}", which looks like an image for ${stated}, but the environment is for ${wanted}: such a container ends with "exec format error". ${FIX}`;
  Annotations.of(scope).addWarningV2(OTHER_ARCHITECTURE, text);
}

/** Of an asset that names the platform which it is built for. `props` is no public member of the image: without it, the name is looked at. */
function platformOf(image: unknown): string | undefined {
  const { props } = Object(image) as { readonly props?: { readonly platform?: { readonly platform?: string } } };
  const platforms: Readonly<Record<string, string>> = { 'linux/arm64': 'ARM64', 'linux/amd64': 'X86_64' };
  return platforms[props?.platform?.platform ?? ''];
}
