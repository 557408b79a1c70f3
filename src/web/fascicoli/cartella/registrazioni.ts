import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { ErroreApi } from '../../platform/http/errore.ts';
import { chiedi } from '../../platform/http/chiedi.ts';
import { percorsoDi } from '../../registrazione/indirizzi.ts';
import type { Elenco, Registrazione, VoceElenco } from '../../registrazione/tipi.ts';

const NUMERO = /^0*(\d{1,15})\s*\/\s*(\d{4})$/;

/** Registrations while one types: `345/2026` is that one, anything else is words. */
export const registrazioniQuery = (q: string) =>
  queryOptions({
    queryKey: ['registro', 'per-fascicolo', q],
    queryFn: async ({ signal }): Promise<VoceElenco[]> => {
      const [, numero, anno] = NUMERO.exec(q) ?? [];
      if (!numero || !anno) {
        const ricerca = { q, limit: 10 };
        return (await chiedi<Elenco>('GET', '/registri/PG/registrazioni', { ricerca, segnale: signal }))
          .items;
      }
      try {
        const r = await chiedi<Registrazione>('GET', percorsoDi({ anno, numero }), { segnale: signal });
        return [comeVoce(r)];
      } catch (errore) {
        if (errore instanceof ErroreApi && errore.stato === 404) return [];
        throw errore;
      }
    },
    enabled: q.length > 1,
    placeholderData: keepPreviousData,
  });

function comeVoce(r: Registrazione): VoceElenco {
  const altri = r.flusso === 'E' ? r.mittenti : r.destinatari;
  return {
    anno: r.anno,
    numero: r.numero,
    dataRegistrazione: r.dataRegistrazione,
    flusso: r.flusso,
    oggetto: r.oggetto,
    corrispondenti: altri
      .slice(0, 3)
      .map((c) => c.nominativo)
      .join('; '),
    stato: r.stato,
    rettificata: r.rettifiche.length > 0,
    numeroAllegati: r.allegati.length,
    classificazione: r.classificazione?.codice,
  };
}
