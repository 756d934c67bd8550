import { JsonObject } from '../../aws/json';

export interface Resource {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties?: JsonObject;
}

export interface Template {
  readonly Resources?: { readonly [logicalId: string]: Resource };
  readonly Parameters?: { readonly [name: string]: { readonly Type: string; readonly Default?: string | number } };
  readonly Conditions?: JsonObject;
  readonly Mappings?: JsonObject;
  readonly Outputs?: {
    readonly [name: string]: { readonly Value: JsonObject[string]; readonly Export?: { readonly Name: JsonObject[string] } };
  };
}

/** One stack of a cloud assembly. */
export interface StackTemplate {
  readonly stackName: string;
  readonly templateFile: string;
  readonly template: Template;
  /** Folders of code by their object key in the assets bucket. */
  readonly assets: ReadonlyMap<string, string>;
}
