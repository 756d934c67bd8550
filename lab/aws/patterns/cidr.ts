import { BlockList, isIP } from 'node:net';
import { Json } from '../json';
import { PatternError } from './pattern-error';
import { ValueTest } from './value-test';

/** `cidr`: addresses of a network, IPv4 or IPv6. */
export function parseCidr(operand: Json, path: string): ValueTest {
  const network = new BlockList();
  const [address, bits] = typeof operand === 'string' ? operand.split('/') : [];
  try {
    network.addSubnet(address, /^\d+$/.test(bits) ? Number(bits) : -1, familyOf(address));
  } catch {
    throw new PatternError(path, `"cidr" takes a network such as 10.0.0.0/24, found ${JSON.stringify(operand)}`);
  }
  return (value) => typeof value === 'string' && isIP(value) !== 0 && network.check(value, familyOf(value));
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');
