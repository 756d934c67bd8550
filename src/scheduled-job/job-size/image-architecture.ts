export type ImageArchitecture = 'ARM64' | 'X86_64';

/** Namespaces of Docker Hub whose images are of one architecture. */
const NAMESPACES: Readonly<Record<string, ImageArchitecture>> = { arm64v8: 'ARM64', amd64: 'X86_64' };
const ARM = /(?:^|[._-])(?:arm64|arm64v8|aarch64)(?:[._-]|$)/;
const X86 = /(?:^|[._-])(?:amd64|x86_64)(?:[._-]|$)/;

/** The architecture that the name of an image states, as in `arm64v8/python` and `python:3.13-amd64`; most names state none, and a tag with both neither. */
export function architectureOfName(image: string): ImageArchitecture | undefined {
  const name = image.replace(/@sha256:[0-9a-f]+$/, '');
  const tag = /:([\w.-]+)$/.exec(name)?.[1].toLowerCase() ?? '';
  const [isArm, isX86] = [ARM.test(tag), X86.test(tag)];
  if (isArm !== isX86) return isArm ? 'ARM64' : 'X86_64';
  return isArm ? undefined : NAMESPACES[/^(?:docker\.io\/)?([^/]+)\//.exec(name)?.[1] ?? ''];
}
