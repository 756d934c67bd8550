/** Why a part of `UpdatePermissions` was not done. */
export interface UpdateError {
  readonly code: number;
  readonly message: string;
  readonly causedBy?: { readonly role: string; readonly users?: readonly { readonly id: string }[] };
}

/** CloudFormation takes 4,096 bytes as a response, with the stack trace of the error, and shows nothing of a longer one. */
const MAX_SHOWN = 5;
const MAX_MESSAGE = 200;

/** An error that names the first ones of those whose access was not changed. */
export function accessRefused(errors: readonly UpdateError[]): Error {
  const more = errors.length > MAX_SHOWN ? `; and ${errors.length - MAX_SHOWN} more` : '';
  return new Error(`Amazon Managed Grafana refused to change access: ${errors.slice(0, MAX_SHOWN).map(shown).join('; ')}${more}`);
}

const shown = ({ code, message, causedBy }: UpdateError): string =>
  `${causedBy?.role ?? 'role'} of ${causedBy?.users?.map(({ id }) => id).join(', ') ?? 'unknown'}: ${code} ${message.slice(0, MAX_MESSAGE)}`;
