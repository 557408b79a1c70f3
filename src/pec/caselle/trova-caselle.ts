import { sql, type RawBuilder } from 'kysely';
import { oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import type {
  Casella,
  ConfigurazioneCasella,
  ParametriCartella,
  ParametriImap,
  ParametriUscita,
} from './caselle.schema.ts';
import { politicaDi } from './politica.ts';

export type RigaCasella = {
  id: string;
  codice: string;
  denominazione: string;
  indirizzo: string;
  genere: 'pec' | 'ordinaria';
  unita_id: string;
  unita: string;
  unita_nome: string;
  principale: boolean;
  attiva: boolean;
  trasporto: 'imap' | 'cartella';
  parametri: unknown;
  uscita: unknown;
  politica: unknown;
  segreto: string | null;
  uscita_segreto: string | null;
  versione: number;
  sul_server: number | null;
  da_scaricare: number | null;
  nel_sistema: number;
  da_esaminare: number;
  in_quarantena: number;
  ultimo_contatto: Date | null;
  ultimo_errore: string | null;
  errore_dal: Date | null;
};

/** Boxes with how they are doing: what the server has, what we have, what waits for a decision. */
export async function trovaCaselle(tx: Tx, dove: RawBuilder<unknown>): Promise<RigaCasella[]> {
  const { rows } = await sql<RigaCasella>`
    SELECT c.id, c.codice, c.denominazione, c.indirizzo, c.genere, c.unita_id, u.codice AS unita, u.denominazione AS unita_nome,
      c.principale, c.attiva, c.trasporto, c.parametri, c.uscita, c.politica, c.segreto, c.uscita_segreto, c.versione,
      s.sul_server, s.da_scaricare, s.ultimo_contatto, s.ultimo_errore, s.errore_dal,
      (SELECT count(*) FROM messaggio m WHERE m.casella_id = c.id AND m.ente_id = c.ente_id) AS nel_sistema,
      (SELECT count(*) FROM messaggio m WHERE m.casella_id = c.id AND m.ente_id = c.ente_id
        AND m.stato IN ('conservato', 'quarantena', 'da-esaminare')) AS da_esaminare,
      (SELECT count(*) FROM messaggio m WHERE m.casella_id = c.id AND m.ente_id = c.ente_id AND m.stato = 'quarantena') AS in_quarantena
    FROM casella c JOIN unita u ON u.id = c.unita_id LEFT JOIN casella_stato s ON s.casella_id = c.id
    WHERE ${dove} ORDER BY c.principale DESC, c.genere DESC, c.codice`.execute(tx);
  return rows;
}

export function mostraCasella(r: RigaCasella): Casella {
  return {
    id: r.id,
    codice: r.codice,
    denominazione: r.denominazione,
    indirizzo: r.indirizzo,
    genere: r.genere,
    unita: { codice: r.unita, denominazione: r.unita_nome },
    principale: r.principale,
    attiva: r.attiva,
    stato: {
      sulServer: r.sul_server ?? undefined,
      daScaricare: r.da_scaricare ?? undefined,
      nelSistema: r.nel_sistema,
      daEsaminare: r.da_esaminare,
      inQuarantena: r.in_quarantena,
      ultimoContatto: r.ultimo_contatto ? oraDiRoma(r.ultimo_contatto) : undefined,
      errore: r.ultimo_errore ?? undefined,
      erroreDal: r.errore_dal ? oraDiRoma(r.errore_dal) : undefined,
    },
  };
}

/** With how it is configured, for whoever looks after it: never a secret, only whether there is one. */
export function mostraConfigurazione(r: RigaCasella): ConfigurazioneCasella {
  const uscita = r.uscita as Partial<ParametriUscita>;
  return {
    ...mostraCasella(r),
    trasporto: r.trasporto,
    ...(r.trasporto === 'imap'
      ? { imap: r.parametri as ParametriImap }
      : { cartella: r.parametri as ParametriCartella }),
    uscita: uscita.host === undefined ? undefined : (uscita as ParametriUscita),
    politica: politicaDi(r.politica),
    segretoPresente: r.segreto !== null,
    segretoUscitaPresente: r.uscita_segreto !== null,
    versione: r.versione,
  };
}
