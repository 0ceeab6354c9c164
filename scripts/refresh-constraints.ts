/** `npm run refresh:constraints -- MODEL.json`: rebuilds the constraint table from an API model and prints what changed. */
import { rebuildConstraints } from './refresh/rebuild.js';

const [modelPath] = process.argv.slice(2);
if (!modelPath) {
  console.error(
    'usage: npm run refresh:constraints -- MODEL.json (botocore service-2.json, or several services by name)',
  );
  process.exit(2);
}
const lines = rebuildConstraints(modelPath);
console.log(lines.length > 0 ? lines.join('\n') : 'no change');
