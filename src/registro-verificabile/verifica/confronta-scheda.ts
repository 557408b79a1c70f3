import { oraDiRoma } from '#platform/clock';
import type { Contenuto, Segnala } from './confronta-registrazione.ts';
import { uguali } from './confronta.ts';
import type { CorrispondenteLetto, EventoLetto, RegistrazioneLetta } from './righe.ts';

const ELENCHI: Record<string, 'mittente' | 'destinatario' | 'conoscenza'> = {
  mittenti: 'mittente',
  destinatari: 'destinatario',
  perConoscenza: 'conoscenza',
};

/** As the lists show it (registrazione/riassumi.ts): said again here, a check does not ask what it checks. */
function inUnaRiga(elenco: { nominativo: string }[]): string {
  const nomi = elenco.slice(0, 3).map((c) => c.nominativo);
  const altri = elenco.length - nomi.length;
  const coda = altri === 0 ? '' : ` e ${altri === 1 ? 'un altro' : `altri ${altri}`}`;
  return nomi.join('; ') + coda;
}

const codice = (v: unknown): unknown => (v as { codice?: string } | null)?.codice ?? null;

/** The optional data as they are now, by the names of the leaf; of an entry or an office the code, which does not change. */
function facoltativi(r: RegistrazioneLetta): Record<string, unknown> {
  return {
    mezzo: r.mezzo,
    numeroRaccomandata: r.numero_raccomandata,
    luogo: r.luogo,
    classificazione: r.voce,
    unitaCompetente: r.competente,
    rpa: r.rpa,
    note: r.note,
    dataDocumento: r.data_documento,
    allegatiDichiarati: r.allegati_dichiarati,
    originali: r.originali,
    riservatezza: r.riservatezza,
    datiParticolari: r.dati_particolari,
    datiGiudiziari: r.dati_giudiziari,
    garaFinoA: r.gara_fino_a && oraDiRoma(r.gara_fino_a),
  };
}

const ridotto = (campo: string, v: unknown): unknown =>
  campo === 'classificazione' || campo === 'unitaCompetente' ? codice(v) : v;

/** What is shown of a registration is what was registered, and then every change of it, in order. */
export function confrontaScheda(
  c: Contenuto,
  r: RegistrazioneLetta,
  eventi: readonly EventoLetto[],
  corrispondenti: readonly CorrispondenteLetto[],
  segnala: Segnala,
): void {
  if (!r.con_scheda) return segnala('', 'scheda');
  confrontaFacoltativi(c, r, eventi, segnala);
  const rettifiche = eventi.filter((e) => e.tipo === 'rettifica');
  const ultima = (campo: string): EventoLetto | undefined => rettifiche.findLast((e) => e.campo === campo);
  const elencato = r.flusso === 'E' ? 'mittenti' : 'destinatari';
  const inVigore: Record<string, [unknown, unknown]> = {
    numero: [r.stessa_scheda, true],
    oggetto: [r.in_vigore ?? r.oggetto, ultima('oggetto')?.dopo ?? r.oggetto],
    corrispondenti: [
      r.in_breve,
      inUnaRiga((ultima(elencato)?.dopo ?? c[elencato] ?? []) as { nominativo: string }[]),
    ],
    rettificata: [r.rettificata, rettifiche.length > 0],
    annullata: [r.annullata, eventi.some((e) => e.tipo === 'annullamento')],
    numero_allegati: [
      r.numero_allegati,
      ((c.documenti ?? []) as { ruolo: string }[]).filter((d) => d.ruolo === 'allegato').length,
    ],
  };
  for (const campo in inVigore) {
    const [scritto, atteso] = inVigore[campo] as [unknown, unknown];
    if (scritto !== atteso) segnala(campo, 'scheda');
  }
  if (rettifiche.some((e, i) => e.edizione !== i + 1)) segnala('edizione', 'rettifica');
  const edizioni = new Set(corrispondenti.map((x) => x.edizione));
  for (const e of rettifiche) {
    const ruolo = ELENCHI[e.campo ?? ''];
    edizioni.delete(e.edizione);
    if (!ruolo) continue;
    const scritti = corrispondenti
      .filter((x) => x.edizione === e.edizione && x.ruolo === ruolo)
      .map((x) => x.dati);
    if (!uguali(scritti, e.dopo)) segnala(e.campo ?? '', 'corrispondente');
  }
  edizioni.delete(0);
  if (edizioni.size > 0) segnala('edizione', 'corrispondente');
}

/** Leaves of format 1 did not say the optional data: of those the first change says what there was before it. */
function confrontaFacoltativi(
  c: Contenuto,
  r: RegistrazioneLetta,
  eventi: readonly EventoLetto[],
  segnala: Segnala,
): void {
  const iniziali = c.facoltativi as Record<string, unknown> | undefined;
  const valori = new Map(Object.entries(iniziali ?? {}).map(([k, v]) => [k, ridotto(k, v)]));
  for (const e of eventi) {
    if (e.tipo !== 'variazione' || e.campo === null) continue;
    if (valori.has(e.campo) && !uguali(valori.get(e.campo), ridotto(e.campo, e.prima)))
      segnala(e.campo, 'variazione');
    valori.set(e.campo, ridotto(e.campo, e.dopo));
  }
  const adesso = facoltativi(r);
  for (const [campo, valore] of valori)
    if (campo in adesso && !uguali(valore, adesso[campo])) segnala(campo, 'scheda');
}
