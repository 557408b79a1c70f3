import { protocolloSenzaUop } from '../unita/unita.errors.ts';
import type { PeriodoUnita } from '../unita/unita.schema.ts';
import { chiaveDi, trovaSospese, type Posto } from './albero.ts';
import type { Attuale } from './importazione.queries.ts';
import type { RigaImportazione } from './importazione.schema.ts';
import type { Detti, Letta, Proposta } from './proposta.ts';

/** What to write for a line of the preview that writes something. */
export type Scrittura = { riga: RigaImportazione; id?: string; detti: Detti };
export type Piano = { righe: RigaImportazione[]; scritture: Scrittura[] };

type Situazione = {
  lette: readonly Letta[];
  attuali: readonly Attuale[];
  /** Units decided for a later day: code → first day. */
  future: ReadonlyMap<string, string>;
  /** Of the units that the file does not name, those to close. */
  daChiudere: (u: Attuale) => boolean;
};

/**
 * What would become of the chart: each line of the file against the unit it names, then the units that no line names, then the
 * tree that results. Writes nothing.
 */
export function confronta({ lette, attuali, future, daChiudere }: Situazione): Piano {
  const perCodice = new Map(attuali.map((u) => [chiaveDi(u.codice), u]));
  const nomi = new Map([...lette, ...attuali].map((u) => [chiaveDi(u.codice), u.codice]));
  const viste = new Map<string, number>();
  const scritture: Scrittura[] = [];
  const righe = lette.map((letta): RigaImportazione => {
    const { linea, codice, denominazione } = letta;
    const riga = { linea, codice, denominazione, cambia: [] };
    const chiave = chiaveDi(codice);
    const prima = viste.get(chiave);
    viste.set(chiave, prima ?? linea);
    if ('errore' in letta) return { ...riga, esito: 'errore', messaggio: letta.errore };
    if (prima !== undefined)
      return { ...riga, esito: 'errore', messaggio: `Il codice è già alla riga ${prima}.` };
    if ('saltata' in letta) return { ...riga, esito: 'saltata', messaggio: letta.saltata };
    const nota = letta.nota === undefined ? {} : { messaggio: letta.nota };
    const gia = perCodice.get(chiave);
    const dal = future.get(codice);
    if (dal !== undefined) return { ...riga, esito: 'errore', messaggio: `Comincia il ${italiana(dal)}.` };
    if (gia && !gia.stato.attiva)
      return { ...riga, esito: 'errore', messaggio: 'È chiusa: un codice chiuso non si riapre.' };
    const { padre } = letta.detti;
    const detta = padre
      ? { ...letta, detti: { ...letta.detti, padre: nomi.get(chiaveDi(padre)) ?? padre } }
      : letta;
    const esito = gia ? variata(gia, detta) : nuova(detta);
    if ('errore' in esito) return { ...riga, esito: 'errore', messaggio: esito.errore };
    if (esito.cambia.length === 0) return { ...riga, ...nota, esito: 'uguale' };
    const scritta: RigaImportazione = {
      ...riga,
      ...nota,
      codice: gia?.codice ?? codice,
      esito: gia ? 'variata' : 'nuova',
      cambia: esito.cambia,
    };
    scritture.push({ riga: scritta, ...(gia && { id: gia.id }), detti: esito.detti });
    return scritta;
  });
  for (const u of attuali) {
    if (!u.stato.attiva || viste.has(chiaveDi(u.codice)) || !daChiudere(u)) continue;
    const riga: RigaImportazione = chiusa(u);
    righe.push(riga);
    if (riga.esito === 'chiusa') scritture.push({ riga, id: u.id, detti: {} });
  }
  for (const s of trovaSospese(postiDopo(attuali, righe, scritture))) {
    const riga = righe.find((r) => chiaveDi(r.codice) === s.chiave && r.esito !== 'errore');
    const errore = { esito: 'errore' as const, messaggio: s.perche };
    if (riga) Object.assign(riga, errore);
    else {
      const u = perCodice.get(s.chiave);
      righe.push({
        codice: u?.codice ?? s.chiave,
        denominazione: u?.stato.denominazione ?? '',
        cambia: [],
        ...errore,
      });
    }
  }
  return { righe, scritture };
}

function nuova({
  detti,
  soloSeNuova,
}: Proposta): { detti: Detti; cambia: RigaImportazione['cambia'] } | { errore: string } {
  const tutti = { ...soloSeNuova, ...detti };
  if (tutti.tipo === undefined)
    return { errore: 'tipo: di un’unità nuova va detto se è area, servizio o ufficio.' };
  if (tutti.ufficioProtocollo && !tutti.uop) return { errore: protocolloSenzaUop().dettaglio };
  const cambia = Object.entries(tutti).flatMap(([campo, v]) => {
    const dopo = inParole(v);
    return v === false || dopo === undefined ? [] : [{ campo, dopo }];
  });
  // Nothing is what it starts from.
  return { detti: Object.fromEntries(Object.entries(tutti).filter(([, v]) => v !== null)), cambia };
}

function variata(
  { stato }: Attuale,
  { detti }: Proposta,
): { detti: Detti; cambia: RigaImportazione['cambia'] } | { errore: string } {
  const diversi = Object.entries(detti).filter(
    ([campo, v]) => !uguali(campo, stato[campo as keyof PeriodoUnita['stato']] ?? null, v),
  );
  const dopo = { ...stato, ...detti };
  if (dopo.ufficioProtocollo && !dopo.uop) return { errore: protocolloSenzaUop().dettaglio };
  return {
    detti: Object.fromEntries(diversi),
    cambia: diversi.map(([campo, v]) => {
      const prima = inParole(stato[campo as keyof PeriodoUnita['stato']] ?? null);
      const poi = inParole(v);
      return { campo, ...(prima !== undefined && { prima }), ...(poi !== undefined && { dopo: poi }) };
    }),
  };
}

function uguali(campo: string, prima: unknown, dopo: unknown): boolean {
  if (typeof prima !== 'string' || typeof dopo !== 'string') return prima === dopo;
  // Mailboxes are the same in capitals.
  return ['pec', 'email'].includes(campo) ? chiaveDi(prima) === chiaveDi(dopo) : prima === dopo;
}

function chiusa(u: Attuale): RigaImportazione {
  const riga = { codice: u.codice, denominazione: u.stato.denominazione, cambia: [] };
  return u.servizio
    ? {
        ...riga,
        esito: 'errore',
        messaggio:
          'È il servizio di protocollo e archivi: il file deve nominarla, o prima se ne designa un’altra.',
      }
    : { ...riga, esito: 'chiusa', assegnazioniAperte: u.assegnazioniAperte };
}

/** The chart as it would be, by code. */
function postiDopo(
  attuali: readonly Attuale[],
  righe: readonly RigaImportazione[],
  scritture: readonly Scrittura[],
): Map<string, Posto> {
  const posti = new Map<string, Posto>();
  for (const u of attuali)
    posti.set(chiaveDi(u.codice), {
      nome: u.stato.denominazione,
      padre: u.stato.padre ?? null,
      aperta: u.stato.attiva,
    });
  // What is wrong for its own reasons is there for those that hang from it.
  for (const r of righe.filter((x) => x.esito === 'errore' && !posti.has(chiaveDi(x.codice))))
    posti.set(chiaveDi(r.codice), { nome: r.denominazione, padre: null, aperta: true });
  for (const { riga, detti } of scritture) {
    const chiave = chiaveDi(riga.codice);
    const prima = posti.get(chiave);
    const { padre = prima?.padre ?? null } = detti;
    posti.set(chiave, {
      nome: riga.denominazione,
      padre,
      aperta: riga.esito !== 'chiusa',
    });
  }
  return posti;
}

function inParole(valore: string | number | boolean | null | undefined): string | undefined {
  if (valore === null || valore === undefined) return undefined;
  if (typeof valore === 'boolean') return valore ? 'sì' : 'no';
  return String(valore);
}

const italiana = (giorno: string): string => giorno.split('-').reverse().join('/');
