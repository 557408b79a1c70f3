import type { MessaggioLetto } from './messaggio.ts';

/** A message that was read, in JSON: instants are ISO 8601 strings, all the rest is as it is. */
export type MessaggioJson = Record<string, unknown>;

export function inJson(letto: MessaggioLetto): MessaggioJson {
  return JSON.parse(JSON.stringify(letto)) as MessaggioJson;
}

type ConIstanti = Omit<MessaggioLetto, 'data' | 'consegnatoIl' | 'daticert'> & {
  data?: string;
  consegnatoIl?: string;
  daticert?: Omit<NonNullable<MessaggioLetto['daticert']>, 'istante'> & { istante?: string };
};

/** What `inJson` wrote, as it was. */
export function daJson(json: MessaggioJson): MessaggioLetto {
  const { data, consegnatoIl, daticert, ...resto } = json as unknown as ConIstanti;
  const istante = daticert?.istante;
  return {
    ...resto,
    ...(data === undefined ? {} : { data: new Date(data) }),
    ...(consegnatoIl === undefined ? {} : { consegnatoIl: new Date(consegnatoIl) }),
    ...(daticert === undefined
      ? {}
      : {
          daticert: {
            ...daticert,
            ...(istante === undefined ? {} : { istante: new Date(istante) }),
          } as MessaggioLetto['daticert'],
        }),
  };
}
