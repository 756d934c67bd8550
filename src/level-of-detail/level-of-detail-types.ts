import { LevelOfDetail } from './level-of-detail';
import { MetricDimensions } from './metric-dimensions';
import { listOf, memberOf } from '../prop-check/prop-types';

export const LEVEL_OF_DETAIL = memberOf(LevelOfDetail, 'for example LevelOfDetail.STANDARD');
export const DIMENSION_SETS = listOf(
  'MetricDimensions',
  memberOf(MetricDimensions, 'for example [MetricDimensions.of(), MetricDimensions.of(MetricDimension.JOB_QUEUE)]'),
);
