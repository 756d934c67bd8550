import { faultsOf } from './look-into-packages';

describe('a look into a package', () => {
  const text = "from x import y\n// import { App } from 'aws-cdk-lib';\n";

  test('names what is missing and what does not belong there', () => {
    expect(
      faultsOf({ name: 'The page', text, has: [/^from x/m, /^from z/m], hasNot: [/^[\s*/]*import \{ .* \} from '/m, /declare const/] }),
    ).toEqual(['The page lacks /^from z/m', "The page holds /^[\\s*/]*import \\{ .* \\} from '/m: // import { App } from '"]);
  });
});
