export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The credentials of the function's role. Lambda sets them as environment variables, and starts another environment before they expire. */
export function lambdaCredentials(variables: NodeJS.ProcessEnv = process.env): Credentials {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken } = variables;
  if (!accessKeyId || !secretAccessKey) throw new Error('The environment has no AWS credentials: Lambda sets them for every function');
  return { accessKeyId, secretAccessKey, sessionToken };
}
