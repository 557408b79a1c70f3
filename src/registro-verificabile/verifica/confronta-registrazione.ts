import { uguali } from './confronta.ts';
import type { CorrispondenteLetto, DocumentoLetto, RegistrazioneLetta } from './righe.ts';

export type Contenuto = Record<string, unknown>;

/** Says which datum is not what the leaf has, and in which table it lies. */
export type Segnala = (campo: string, tabella: string) => void;

const SEMPLICI = [
  'anno',
  'numero',
  'flusso',
  'oggetto',
  'supporto',
  'esemplare',
  'esemplare_unico',
  'protocollo_mittente_numero',
  'protocollo_mittente_data',
  'diciture',
  'segnatura',
  'impronta_segnatura',
  'utente_id',
  'chiave_api_id',
  'operatore',
  'unita_id',
] as const;

const istante = (d: Date | null): string | null => d && d.toISOString();

const RUOLI = [
  ['mittenti', 'mittente'],
  ['destinatari', 'destinatario'],
  ['perConoscenza', 'conoscenza'],
] as const;

/** What the row says of a registration, against what its leaf says; the documents and the correspondents as registered, too. */
export function confrontaRegistrazione(
  c: Contenuto,
  r: RegistrazioneLetta,
  corrispondenti: readonly CorrispondenteLetto[],
  documenti: readonly DocumentoLetto[],
  segnala: Segnala,
): void {
  for (const campo of SEMPLICI) if (!uguali(c[campo], r[campo])) segnala(campo, 'registrazione');
  if (Date.parse(String(c.istante)) !== r.istante) segnala('istante', 'registrazione');
  if (!uguali(c.data_arrivo, istante(r.data_arrivo))) segnala('data_arrivo', 'registrazione');
  for (const [campo, ruolo] of RUOLI) {
    const suoi = corrispondenti.filter((x) => x.edizione === 0 && x.ruolo === ruolo).map((x) => x.dati);
    if (!uguali(c[campo], suoi)) segnala(campo, 'corrispondente');
  }
  if (corrispondenti.some((x) => !concorda(x))) segnala('nominativo', 'corrispondente');
  const elencati = documenti.map(({ registrazione_id: _r, documento_id: _d, conservata: _c, ...d }) => d);
  if (!uguali(c.documenti, elencati)) segnala('documenti', 'registrazione_documento');
  if (documenti.some((d) => d.documento_id !== null && d.conservata !== d.impronta))
    segnala('impronta', 'documento');
}

/** The columns that lists and searches read say what the whole correspondent says. */
function concorda(x: CorrispondenteLetto): boolean {
  return (
    x.nominativo === x.dati.nominativo &&
    (x.dati.tipo === undefined || x.tipo === x.dati.tipo) &&
    (x.codice_fiscale ?? null) === (x.dati.codiceFiscale?.toUpperCase() ?? null)
  );
}
