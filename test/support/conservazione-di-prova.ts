import type { PartiConservazione } from '#conservazione';
import { lavoroInvia, lavoroProduci, lavoroRonda } from '#conservazione';
import { chiudiGiorni } from '#registro-giornaliero';
import type {
  ElencoPacchetti,
  Pacchetto,
  Versamento,
  VersamentoAccolto,
} from '../../src/conservazione/pacchetti/pacchetti.schema.ts';
import { arrivoDiCarta, pdfDiProva } from './carte-di-prova.ts';
import type { UtenteDiProva } from './ente-di-prova.ts';
import { bancoGiornaliero, type BancoGiornaliero } from './giornaliero-di-prova.ts';

/** The product with its days closed, a responsabile della conservazione (`tecnico`), and what makes and delivers the packages. */
export type BancoConservazione = BancoGiornaliero & {
  lavori: PartiConservazione;
  /** Registers a document with a file and says its number. */
  registra: (altro?: object) => Promise<{ anno: number; numero: number }>;
  configura: (corpo: object) => Promise<void>;
  /** Hands over by an act of the RSP, and makes the packages that were queued. */
  versa: (v: Versamento) => Promise<VersamentoAccolto>;
  ronda: () => Promise<void>;
  invia: (id: string, altre?: Partial<PartiConservazione>) => Promise<void>;
  elenco: (query?: string) => Promise<ElencoPacchetti['items']>;
  leggi: (id: string, chi?: UtenteDiProva) => Promise<Pacchetto>;
  chiudiGiornate: () => Promise<void>;
};

export async function bancoConservazione(primo = '2026-11-26T09:00:00+01:00'): Promise<BancoConservazione> {
  const b = await bancoGiornaliero(primo);
  const { enteId } = b.ente;
  await b.superutente.query(
    `INSERT INTO nomina (ente_id, ruolo, utente_id, dal, atto, scritta_da) VALUES ($1, 'responsabile-conservazione', $2, '2020-01-01', 'Decreto n. 9', 'prova')`,
    [enteId, b.ente.utenti.tecnico.id],
  );
  const lavori: PartiConservazione = { ...b.parti, dati: b.ambiente.dati };
  const elenco: BancoConservazione['elenco'] = async (query = '') => {
    const r = await b.chiama<ElencoPacchetti>('tecnico', 'GET', `/conservazione/pacchetti${query}`);
    if (r.stato !== 200) throw new Error(r.testo);
    return r.corpo.items;
  };
  return {
    ...b,
    lavori,
    elenco,
    registra: async (altro = {}) => {
      const r = await b.chiama<{ anno: number; numero: string }>(
        'operatore',
        'POST',
        '/registri/PG/registrazioni',
        {
          corpo: {
            ...arrivoDiCarta(),
            supporto: undefined,
            analogico: undefined,
            documentoPrincipale: await b.carica('operatore', 'istanza.pdf', pdfDiProva()),
            ...altro,
          },
        },
      );
      if (r.stato !== 201) throw new Error(r.testo);
      return { anno: r.corpo.anno, numero: Number(r.corpo.numero) };
    },
    configura: async (corpo) => {
      const ora = await b.chiama<{ conservatore: { versione: number } | null }>(
        'admin',
        'GET',
        '/conservazione/conservatore',
      );
      const r = await b.chiama('admin', 'PUT', '/conservazione/conservatore', {
        corpo: { ...(ora.corpo.conservatore && { versione: ora.corpo.conservatore.versione }), ...corpo },
      });
      if (r.stato !== 200) throw new Error(r.testo);
    },
    versa: async (v) => {
      const r = await b.chiama<VersamentoAccolto>('rsp', 'POST', '/conservazione/versamenti', { corpo: v });
      if (r.stato !== 201) throw new Error(r.testo);
      const { rows } = await b.superutente.query<{ payload: Record<string, unknown> }>(
        `WITH p AS (DELETE FROM graphile_worker._private_jobs j USING graphile_worker._private_tasks t
           WHERE t.id = j.task_id AND t.identifier = 'conservazione.produci' RETURNING j.payload) SELECT payload FROM p`,
      );
      for (const { payload } of rows) await lavoroProduci(payload, lavori);
      return r.corpo;
    },
    ronda: () => lavoroRonda({ enteId }, lavori),
    invia: (id, altre = {}) => lavoroInvia({ enteId, pacchettoId: id }, { ...lavori, ...altre }),
    leggi: async (id, chi = 'tecnico') => {
      const r = await b.chiama<Pacchetto>(chi, 'GET', `/conservazione/pacchetti/${id}`);
      if (r.stato !== 200) throw new Error(r.testo);
      return r.corpo;
    },
    chiudiGiornate: async () => void (await chiudiGiorni(b.parti, enteId)),
  };
}
