/** Ends of names of variables that hold secrets, with underscores between their words. */
const NAMES = /(?:^|_)(?:PASSWORD|PASSWD|PASSPHRASE|PWD|SECRET|TOKEN|JWT|API_?KEY|ACCESS_KEY|PRIVATE_KEY|KEY_BASE|CREDENTIALS?)$/i;
/** What stands for a parameter of AWS CloudFormation with NoEcho. */
export const HIDDEN = '{{NoEcho}}';
/** Access keys of AWS, private keys, tokens of GitHub, Slack and Stripe, signed web tokens, addresses that contain a password, and what AWS CloudFormation replaces by a secret. */
const VALUES =
  /\{\{(?:NoEcho\}|resolve:(?:secretsmanager|ssm-secure):)|(?:^|\W)(?:A[KS]IA[0-9A-Z]{16}|-----BEGIN [A-Z ]*PRIVATE KEY|gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{20}|xox[abprs]-[\w-]{10}|[rs]k_live_\w{10}|eyJ[\w-]+\.eyJ|\w+:\/\/[^\s:/@]+:[^\s:/@]+@)/;
/** Parameters, variables of a shell and ARNs stand for a value that is elsewhere. */
const REFERENCE = /^(?:Ref::|\$|arn:)/;
const OPTION = /(?:^|\s)(?:--?)?([A-Za-z][\w-]*)=["']?([^\s"']+)/g;

/** Whether a variable of a container looks like a secret. `PWD` itself is the working directory. */
export const looksSecret = (name: string, value: string): boolean =>
  value !== '' && ((name !== 'PWD' && NAMES.test(inWords(name)) && !REFERENCE.test(value)) || VALUES.test(value));

/** The options and variables in a command that look like secrets, by name; `command` for a secret without a name. */
export function secretsInCommand(command: readonly string[]): string[] {
  const named = command.flatMap((argument, index) => [...optionsIn(argument), ...optionBefore(argument, command[index + 1])]);
  const names = named.filter(([name, value]) => looksSecret(name, value)).map(([name]) => name);
  if (names.length === 0 && command.some((argument) => VALUES.test(argument))) return ['command'];
  return [...new Set(names)];
}

const optionsIn = (argument: string): [name: string, value: string][] =>
  [...argument.matchAll(OPTION)].map(([, name, value]) => [name, value]);

/** An option whose value is the next argument. */
function optionBefore(argument: string, next = '-'): [name: string, value: string][] {
  const [, name] = /^--?([A-Za-z][\w-]*)$/.exec(argument) ?? [];
  return name === undefined || next.startsWith('-') ? [] : [[name, next]];
}

/** `dbPassword` and `db-password` as `db_Password` and `db_password`. */
const inWords = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/-/g, '_');
