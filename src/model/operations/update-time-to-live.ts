/** UpdateTimeToLive, as data. */
import { operation } from '../operation.ts';
import { boolean, required, structure } from '../shape.ts';
import { keyAttributeName } from '../shapes/names.ts';
import { tableParameter } from '../shapes/parameters.ts';

export const updateTimeToLive = operation(
  'Turns the deletion of expired items on or off.',
  structure('UpdateTimeToLiveInput', {
    TableName: tableParameter,
    TimeToLiveSpecification: required(
      structure('TimeToLiveSpecification', {
        Enabled: required(boolean(), 'True turns it on, false off.'),
        AttributeName: required(
          keyAttributeName,
          'Number attribute that holds the expiry, in seconds since 1970.',
        ),
      }),
      'Which attribute says when an item expires.',
    ),
  }),
);
