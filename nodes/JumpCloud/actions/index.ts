import type { Resources } from '../../shared/operation';
import type { JumpCloud } from '../transport/client';
import { scheduledChange } from './scheduledChange';
import { sync } from './sync';
import { user } from './user';
import { userGroup } from './userGroup';

export const resources: Resources<JumpCloud> = { scheduledChange, sync, user, userGroup };
