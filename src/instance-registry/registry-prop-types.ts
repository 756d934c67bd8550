import { InstanceRegistryAttributes } from './instance-registry-base';
import { PurchaseOption } from './purchase-option';
import { InstanceRegistryOptions, InstanceRegistryProps } from './registry-props';
import { HANDLER_OPTION_TYPES, TABLE_OPTION_TYPES } from '../handler-options/handler-option-types';
import { HEALTH_ALARM_TYPES } from '../health-alarms/health-alarm-types';
import { DIMENSION_SETS, LEVEL_OF_DETAIL } from '../level-of-detail/level-of-detail-types';
import { BOOLEAN, DURATION, EVENT_BUS, LOG_GROUP, QUEUE, STORAGE_TYPES, STRUCT, TABLE, TEXT } from '../prop-check/cdk-types';
import { listOf, memberOf, objectWith, PropTypes, required } from '../prop-check/prop-types';

export const INSTANCE_REGISTRY = objectWith(
  'metricInstancesRegistered',
  'function',
  'an instance registry',
  'Use new InstanceRegistry, or InstanceRegistry.fromInstanceRegistryAttributes for one that exists.',
);

const COMPUTE_ENVIRONMENT = objectWith(
  'computeEnvironmentArn',
  'string',
  'a compute environment',
  'Use compute environments that are made in this app. Name others in purchaseOptions.',
);
const PURCHASE_OPTION = memberOf(PurchaseOption, 'for example PurchaseOption.SPOT');

/** Whether it has a name and a purchase option, each of its type. */
function isNamedOption(value: unknown): boolean {
  if (!STRUCT.accepts(value)) return false;
  const given = Object(value) as object;
  return TEXT.accepts(Reflect.get(given, 'computeEnvironmentName')) && PURCHASE_OPTION.accepts(Reflect.get(given, 'purchaseOption'));
}

export const REGISTRY_OPTION_TYPES: PropTypes<InstanceRegistryOptions> = {
  computeEnvironments: listOf('compute environments', COMPUTE_ENVIRONMENT),
  purchaseOptions: listOf('objects with a computeEnvironmentName and a purchaseOption', {
    accepts: isNamedOption,
    fix: "Use for example [{ computeEnvironmentName: 'render', purchaseOption: PurchaseOption.SPOT }].",
  }),
  lookUpUnknown: BOOLEAN,
  registeredExpiry: DURATION,
  goneExpiry: DURATION,
};

export const REGISTRY_PROP_TYPES: PropTypes<InstanceRegistryProps> = {
  ...REGISTRY_OPTION_TYPES,
  ...HANDLER_OPTION_TYPES,
  ...TABLE_OPTION_TYPES,
  ...HEALTH_ALARM_TYPES,
  serviceLinkedRoleOnly: BOOLEAN,
  eventBus: EVENT_BUS,
  metricNamespace: TEXT,
  levelOfDetail: LEVEL_OF_DETAIL,
  ...STORAGE_TYPES,
};

export const REGISTRY_ATTRIBUTE_TYPES: PropTypes<InstanceRegistryAttributes> = {
  table: required(TABLE),
  logGroup: required(LOG_GROUP),
  lookUpQueue: QUEUE,
  metricNamespace: TEXT,
  dimensionSets: DIMENSION_SETS,
};
