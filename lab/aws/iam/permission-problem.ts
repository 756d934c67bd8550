/** Something in a policy that the lab does not know: reported, because guessing would make the check worthless. */
export class PermissionProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PermissionProblem';
  }
}
