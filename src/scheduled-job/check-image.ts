import { Annotations, Token } from 'aws-cdk-lib';
import { CfnJobDefinition, EcsJobDefinition } from 'aws-cdk-lib/aws-batch';
import { Platform } from 'aws-cdk-lib/aws-ecr-assets';
import { AssetImage } from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { architectureOfName } from './job-size/image-architecture';
import { ScheduledJobProps } from './scheduled-job-props';
import { reject } from '../prop-check/prop-check';

const OTHER_ARCHITECTURE = 'cdk-batch-insights:image-architecture';
/** With variants, as in `linux/arm64/v8`. */
const PLATFORMS = [
  { pattern: /^linux\/arm64(?:\/|$)/, architecture: 'ARM64' },
  { pattern: /^linux\/amd64(?:\/|$)/, architecture: 'X86_64' },
];
const FIX = 'Build the image for that architecture, or set architecture of the environment.';

/**
 * An image of another architecture fails at its first instruction, with "exec format error". A name may state what the image is not, and processors run
 * some other platforms too: only the architecture of AWS Batch that the environment has not is refused.
 */
export function checkArchitecture(scope: Construct, { batchEnvironment, image }: ScheduledJobProps, definition: EcsJobDefinition): void {
  const wanted = batchEnvironment.architecture._cpuArchitecture;
  const name = nameIn(definition);
  if (!(image instanceof AssetImage)) return warnOfName(scope, name, wanted);
  const platform = platformOf(image);
  if (Token.isUnresolved(platform)) return;
  const built = PLATFORMS.find(({ pattern }) => pattern.test(platform ?? ''))?.architecture;
  if (built === undefined) return warnOfPlatform(scope, platform, wanted);
  if (built === wanted) return;
  reject(scope, {
    prop: 'image',
    value: `an image for ${built}`,
    allowed: `of the architecture ${wanted}, as the environment is`,
    fix: FIX,
  });
}

function nameIn({ node: { defaultChild } }: EcsJobDefinition): string {
  const { containerProperties } = defaultChild as CfnJobDefinition;
  return (containerProperties as CfnJobDefinition.ContainerPropertiesProperty).image;
}

function warnOfName(scope: Construct, name: string, wanted: string): void {
  const stated = architectureOfName(name);
  if (stated === undefined || stated === wanted) return;
  const text = `image is "${name}", which looks like an image for ${stated}, but the environment is for ${wanted}: such a container ends with "exec format error". ${FIX}`;
  Annotations.of(scope).addWarningV2(OTHER_ARCHITECTURE, text);
}

/** Docker builds for the machine that it runs on where nothing else is set: that may be another one tomorrow. */
function warnOfPlatform(scope: Construct, platform: string | undefined, wanted: string): void {
  const built = platform === undefined ? 'has no platform, so that it is built for the machine that deploys' : `is built for ${platform}`;
  const member = wanted === 'ARM64' ? 'LINUX_ARM64' : 'LINUX_AMD64';
  const text = `image ${built}, and the environment is for ${wanted}: a container of another architecture ends with "exec format error". Set platform: Platform.${member} of aws-cdk-lib/aws-ecr-assets.`;
  Annotations.of(scope).addWarningV2(OTHER_ARCHITECTURE, text);
}

/** What the asset is built for; `props` is no public member of the image. */
const platformOf = (image: AssetImage): string | undefined =>
  (image as unknown as { readonly props?: { readonly platform?: Platform } }).props?.platform?.platform;
