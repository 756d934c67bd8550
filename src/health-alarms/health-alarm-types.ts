import { AlarmActionProps, HealthAlarmProps, SilenceAlarmProps } from './health-alarm-props';
import { ALARM_ACTIONS, BOOLEAN, DURATION, TEXT } from '../prop-check/cdk-types';
import { PropTypes } from '../prop-check/prop-types';

export const ALARM_ACTION_TYPES: PropTypes<AlarmActionProps> = { alarmActions: ALARM_ACTIONS, okActions: ALARM_ACTIONS, namePrefix: TEXT };

export const HEALTH_ALARM_TYPES: PropTypes<HealthAlarmProps> = {
  ...ALARM_ACTION_TYPES,
  errorAlarmEnabled: BOOLEAN,
  eventAgeAlarmEnabled: BOOLEAN,
  eventAgeThreshold: DURATION,
};

export const SILENCE_ALARM_TYPES: PropTypes<SilenceAlarmProps> = { silencePeriod: DURATION };
