/** How long AWS may keep what models are sent: one mode for each region of an account. */
import type { Resource, ResourceRecord } from './resource.js';

interface Properties {
  mode: string;
}

/** Nothing is kept for longer or shorter by it here. */
export const accountDataRetention: Resource<Properties> = {
  kind: 'account-data-retention',
  id: () => 'mode',
  operations: {
    PutAccountDataRetention: {
      handle({ input }, store) {
        const properties = { mode: String(input.mode) };
        const [present] = store.list();
        if (present) store.update(present, properties);
        return describe(present ?? store.create({ properties }));
      },
    },
    GetAccountDataRetention: {
      handle(_exchange, store) {
        const [present] = store.list();
        return present ? describe(present) : { mode: 'default' };
      },
    },
  },
};

function describe({ properties, updatedAt }: ResourceRecord<Properties>): Record<string, unknown> {
  return { ...properties, updatedAt: new Date(updatedAt) };
}
