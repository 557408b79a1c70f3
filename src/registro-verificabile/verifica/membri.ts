type Membri = ReadonlyMap<string, Membri | undefined>;

const nomi = (...elenco: string[]): Membri => new Map(elenco.map((nome) => [nome, undefined]));
const conDentro = (membri: Membri, interni: Record<string, Membri>): Membri =>
  new Map([...membri, ...Object.entries(interni)]);

const DI_OGNI_FOGLIA = nomi('formato', 'tipo', 'posizione', 'sale', 'ente', 'istante', 'operatore');
const CODIFICATO = nomi('codice', 'denominazione');
const FILE = nomi('impronta', 'nomeFile', 'dimensione');
const foglia = (suoi: Membri, interni: Record<string, Membri> = {}): Membri =>
  conDentro(new Map([...DI_OGNI_FOGLIA, ...suoi]), interni);

const REGISTRAZIONE = nomi(
  'anno', 'numero', 'aoo', 'registro', 'flusso', 'oggetto', 'supporto', 'esemplare', 'esemplare_unico', 'protocollo_mittente_numero',
  'protocollo_mittente_data', 'data_arrivo', 'diciture', 'segnatura', 'impronta_segnatura', 'utente_id', 'chiave_api_id', 'unita_id',
  'mittenti', 'destinatari', 'perConoscenza',
); // prettier-ignore
const DOCUMENTO = nomi(
  'ordine', 'ruolo', 'descrizione', 'tipo', 'impronta', 'algoritmo', 'nome_file', 'formato', 'dimensione',
); // prettier-ignore
const FACOLTATIVI = nomi(
  'mezzo', 'numeroRaccomandata', 'luogo', 'rpa', 'note', 'dataDocumento', 'allegatiDichiarati', 'originali', 'riservatezza',
  'datiParticolari', 'datiGiudiziari', 'garaFinoA',
); // prettier-ignore

/** What each kind of leaf says (docs/registro-verificabile.md). Correspondents, and the two values of a change, are compared whole with their rows. */
const DI_OGNI_TIPO: ReadonlyMap<unknown, Membri> = new Map(
  Object.entries({
    registrazione: foglia(REGISTRAZIONE, {
      documenti: DOCUMENTO,
      facoltativi: conDentro(FACOLTATIVI, { classificazione: CODIFICATO, unitaCompetente: CODIFICATO }),
    }),
    annullamento: foglia(nomi('anno', 'numero', 'motivazione', 'richiestaDa'), {
      atto: nomi('numero', 'data'),
    }),
    rettifica: foglia(nomi('anno', 'numero', 'campo', 'prima', 'dopo', 'motivazione', 'richiestaDa')),
    variazione: foglia(nomi('anno', 'numero'), { variazioni: nomi('campo', 'prima', 'dopo', 'motivo') }),
    chiave: foglia(nomi('chiave', 'impronta', 'precedente', 'firma')),
    'registro-giornaliero': foglia(
      nomi('giorno', 'identificativo', 'progressivo', 'prima', 'ultima', 'quante', 'eventi'),
      {
        registrazione: nomi('registro', 'anno', 'numero'),
        pdf: FILE,
        xml: FILE,
        testa: nomi('dimensione', 'radice'),
      },
    ),
    traccia: foglia(nomi('blocco', 'al', 'impronta')),
  }),
);

/** Members of a leaf that its kind does not have, by their path in it: a leaf that says more than its row is not the leaf of that row. */
export function membriEstranei(contenuto: Record<string, unknown>): string[] {
  const membri = DI_OGNI_TIPO.get(contenuto.tipo);
  return membri ? estranei(contenuto, membri, '') : [];
}

function estranei(valore: unknown, membri: Membri, dove: string): string[] {
  if (typeof valore !== 'object' || valore === null) return [];
  if (Array.isArray(valore)) return valore.flatMap((v, i) => estranei(v, membri, `${dove}${i + 1}.`));
  const trovati: string[] = [];
  for (const [campo, contenuto] of Object.entries(valore)) {
    const interni = membri.get(campo);
    if (interni) trovati.push(...estranei(contenuto, interni, `${dove}${campo}.`));
    else if (!membri.has(campo)) trovati.push(`${dove}${campo}`);
  }
  return trovati;
}
