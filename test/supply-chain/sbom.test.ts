import { billOfMaterials, Bom } from '../../projenrc/sbom';

const component = (name: string) => ({
  'bom-ref': `${name}@1.0.0`,
  name,
  version: '1.0.0',
  purl: `pkg:npm/${name}@1.0.0`,
  properties: [{ name: 'cdx:npm:package:development', value: 'true' }],
});

const ALL: Bom = {
  metadata: { component: component('folder') },
  components: ['a', 'b', 'jest'].map(component),
  dependencies: [
    { ref: 'folder@1.0.0', dependsOn: ['a@1.0.0', 'jest@1.0.0'] },
    { ref: 'a@1.0.0', dependsOn: ['b@1.0.0', 'shaken-off@1.0.0'] },
    { ref: 'jest@1.0.0', dependsOn: ['b@1.0.0'] },
  ],
};

describe('the bill of materials', () => {
  test('GIVEN all that npm knows WHEN made THEN it holds what ships alone, under the name and version of the release', () => {
    const bom = billOfMaterials(ALL, { name: 'cdk-batch-insights', version: '2.0.0' }, ['a@1.0.0', 'b@1.0.0']);
    expect(bom.metadata.component).toMatchObject({
      'bom-ref': 'cdk-batch-insights@2.0.0',
      name: 'cdk-batch-insights',
      version: '2.0.0',
      purl: 'pkg:npm/cdk-batch-insights@2.0.0',
    });
    expect(bom.components.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(bom.components.flatMap(({ properties }) => properties)).toEqual([]);
    expect(bom.dependencies).toEqual([
      { ref: 'cdk-batch-insights@2.0.0', dependsOn: ['a@1.0.0', 'b@1.0.0'] },
      { ref: 'a@1.0.0', dependsOn: ['b@1.0.0'] },
    ]);
  });

  test('GIVEN a bundled package that npm does not know WHEN made THEN the error names it', () => {
    expect(() => billOfMaterials(ALL, { name: 'cdk-batch-insights', version: '2.0.0' }, ['c@2.0.0'])).toThrow(
      'Bundled, and not known to npm: c@2.0.0',
    );
  });
});
