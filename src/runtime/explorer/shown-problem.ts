/** An error whose message is for the viewer. */
export class ShownProblem extends Error {}
