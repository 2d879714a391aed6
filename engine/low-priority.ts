/**
 * Puts the engine behind everything a person does: windows answer while a batch uses every core. Imported before all
 * else, because threads take the priority of the one that starts them.
 */
import { constants, setPriority } from 'node:os';

try {
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
} catch {
  // Where it is not allowed, the engine runs as everything else does.
}
