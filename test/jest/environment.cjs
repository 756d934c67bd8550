const { TestEnvironment } = require('jest-environment-node');

/** Jest's environment of Node.js, in which test files can take a module that their worker has loaded already. */
module.exports = class extends TestEnvironment {
  constructor(...options) {
    super(...options);
    this.global.requireShared = require;
  }
};
