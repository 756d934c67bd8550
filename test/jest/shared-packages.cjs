/**
 * Packages that each worker loads once and shares between its test files, instead of anew for each file. Measured in docs/adr/0016-tests-share-the-cdk.md.
 *
 * As a transform: the text of a shared package's file becomes one line, which takes the module from Node.js's own cache.
 */
module.exports = {
  process: (_source, file) => ({ code: `module.exports = requireShared(${JSON.stringify(file)});` }),
  getCacheKey: (_source, file) => `shared-${file.replace(/[^a-zA-Z0-9.-]/g, '-')}`,
};
