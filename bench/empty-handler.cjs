/** What Node.js itself takes. */
exports.handler = async () => undefined;
