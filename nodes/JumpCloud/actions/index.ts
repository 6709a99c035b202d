import type { Resources } from '../../shared/operation';
import type { JumpCloud } from '../transport/client';
import { user } from './user';

export const resources: Resources<JumpCloud> = { user };
