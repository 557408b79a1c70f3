import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { mezzi } from '#registrazione';
import { nonValida } from './smistamento.errors.ts';
import { radiciDi } from './smistamento.queries.ts';
import type { NuovaRegola } from './smistamento.schema.ts';

/** The columns of a rule that come from what somebody wrote. */
export type DatiRegola = Awaited<ReturnType<typeof datiRegola>>;

/**
 * What a rule holds, its references found.
 *
 * @throws Rifiuto `smistamento.senza-condizioni`, `.senza-esito`, `.giorni`, `.voce-sconosciuta`, `.mittente-doppio`, `.rubrica`,
 *   `.mezzo`, `.parola-vuota`, `.ufficio`, `.ufficio-ripetuto`
 */
export async function datiRegola(tx: Tx, n: NuovaRegola) {
  const parole = {
    parole_tutte: pulite(n.parole?.tutte),
    parole_almeno_una: pulite(n.parole?.almenoUna),
    parole_nessuna: pulite(n.parole?.nessuna),
  };
  const condizioni = {
    voce_identita: n.classificazione ? await voce(tx, n.classificazione.trim()) : null,
    rubrica_voce_id: n.rubrica ? await voceDiRubrica(tx, n.rubrica) : null,
    mittente: testo(n.mittente),
    mezzo: n.mezzo ? mezzoDiArrivo(n.mezzo) : null,
    casella: testo(n.casella),
  };
  await verificaParole(tx, parole);
  if (condizioni.rubrica_voce_id !== null && condizioni.mittente !== null)
    throw nonValida(
      'mittente-doppio',
      'mittente',
      'Il mittente si sceglie dalla rubrica o si scrive: non tutt’e due.',
    );
  if (
    Object.values(condizioni).every((c) => c === null) &&
    parole.parole_tutte.length + parole.parole_almeno_una.length === 0
  )
    throw nonValida(
      'senza-condizioni',
      'classificazione',
      'La regola non ha condizioni: indicare almeno classificazione, mittente, mezzo, casella o parole che devono esserci.',
    );
  const competenza = n.competenza ? await ufficio(tx, n.competenza, 'competenza') : null;
  const conoscenza: string[] = [];
  for (const [i, codice] of (n.conoscenza ?? []).entries()) {
    const id = await ufficio(tx, codice, `conoscenza.${i}`);
    if (id === competenza || conoscenza.includes(id))
      throw nonValida('ufficio-ripetuto', `conoscenza.${i}`, 'Lo stesso ufficio compare due volte.');
    conoscenza.push(id);
  }
  if (competenza === null && conoscenza.length === 0)
    throw nonValida(
      'senza-esito',
      'competenza',
      'Indicare l’ufficio competente, o almeno un ufficio a cui il documento va per conoscenza.',
    );
  if (n.dal !== undefined && n.al && n.al < n.dal)
    throw nonValida('giorni', 'al', 'L’ultimo giorno viene prima del primo.');
  return {
    nome: n.nome.trim(),
    attiva: n.attiva ?? true,
    al: n.al ?? null,
    ...condizioni,
    ...parole,
    competente_id: competenza,
    conoscenza,
    nota: testo(n.nota),
  };
}

const testo = (valore: string | null | undefined): string | null => valore?.trim() || null;
const pulite = (parole: readonly string[] | undefined): string[] => [
  ...new Set((parole ?? []).map((p) => p.trim()).filter((p) => p !== '')),
];

/** Any entry of the titolario in use, also one that is not classified under: a rule may hold for a whole titolo. */
async function voce(tx: Tx, codice: string): Promise<string> {
  const { rows } = await sql<{ identita: string }>`
    SELECT v.identita FROM voce_titolario v WHERE v.titolario_id = titolario_al(oggi_a_roma()) AND v.codice = ${codice}`.execute(
    tx,
  );
  const [trovata] = rows;
  if (!trovata)
    throw nonValida('voce-sconosciuta', 'classificazione', `La voce «${codice}» non è nel titolario in uso.`);
  return trovata.identita;
}

async function voceDiRubrica(tx: Tx, id: string): Promise<string> {
  const trovata = await tx
    .selectFrom('rubrica_voce')
    .select('id')
    .where('id', '=', id)
    .where('attiva', '=', true)
    .executeTakeFirst();
  if (!trovata) throw nonValida('rubrica', 'rubrica', 'La voce di rubrica non esiste o non si usa più.');
  return trovata.id;
}

function mezzoDiArrivo(codice: string): string {
  if (!mezzi.some((m) => m.codice === codice && m.flussi.includes('E')))
    throw nonValida('mezzo', 'mezzo', `«${codice}» non è un mezzo di ricezione.`);
  return codice;
}

async function ufficio(tx: Tx, codice: string, campo: string): Promise<string> {
  const u = await tx
    .selectFrom('unita')
    .select(['id', 'denominazione', 'uu', 'attiva'])
    .where('codice', '=', codice)
    .executeTakeFirst();
  if (!u) throw nonValida('ufficio', campo, `L’unità «${codice}» non esiste.`);
  if (!u.uu || !u.attiva)
    throw nonValida(
      'ufficio',
      campo,
      `«${u.denominazione}» non è un ufficio utente (UU) aperto: non può ricevere documenti.`,
    );
  return u.id;
}

/** Of «di» nothing is left to look for: it would be in every oggetto. */
async function verificaParole(tx: Tx, parole: Record<string, string[]>): Promise<void> {
  const campi: Record<string, string> = {
    parole_tutte: 'parole.tutte',
    parole_almeno_una: 'parole.almenoUna',
    parole_nessuna: 'parole.nessuna',
  };
  for (const [colonna, elenco] of Object.entries(parole)) {
    const { rows } = await sql<{ w: string }>`
      SELECT w FROM unnest(${elenco}::text[]) w WHERE cardinality(${radiciDi(sql`w`)}) = 0`.execute(tx);
    const [vuota] = rows;
    if (vuota)
      throw nonValida(
        'parola-vuota',
        campi[colonna] ?? 'parole',
        `«${vuota.w}» non si può cercare: è una parola troppo comune, o non è una parola.`,
      );
  }
}
