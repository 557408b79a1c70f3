import type { Corrispondente } from '../../corrispondenti/tipi.ts';
import type {
  DatiStrutturati,
  Fascicolo,
  ModificaFascicolo,
  NuovoFascicolo,
  Riservatezza,
  TipoFascicolo,
} from '../tipi.ts';

type Fase = { tipo: string; inizio: string; fine: string };

/** What the form of a fascicolo holds: every field has a value. */
export type ModuloFascicolo = {
  classificazione: string;
  /** Id of the voce whose form it follows, or empty. */
  voce: string;
  tipo: TipoFascicolo | '';
  denominazione: string;
  oggetto: string;
  riservatezza: Riservatezza;
  tutti: boolean;
  uffici: string[];
  rpa: string;
  luogo: string;
  note: string;
  intestatario: Corrispondente | undefined;
  amministrazioni: { denominazione: string; codiceIpa: string }[];
  procedimento: { denominazione: string; materia: string; catalogo: string; fasi: Fase[] };
  dati: { nome: string; valore: string }[];
  confermaLivello: boolean;
};

export function moduloVuoto(): ModuloFascicolo {
  return {
    classificazione: '',
    voce: '',
    tipo: '',
    denominazione: '',
    oggetto: '',
    riservatezza: 'nessuno',
    tutti: true,
    uffici: [],
    rpa: '',
    luogo: '',
    note: '',
    intestatario: undefined,
    amministrazioni: [],
    procedimento: { denominazione: '', materia: '', catalogo: '', fasi: [] },
    dati: [],
    confermaLivello: false,
  };
}

export function daFascicolo(f: Fascicolo): ModuloFascicolo {
  return {
    ...moduloVuoto(),
    classificazione: f.classificazione.codice,
    voce: f.voce?.id ?? '',
    tipo: f.tipo,
    denominazione: f.denominazione,
    oggetto: f.oggetto,
    riservatezza: f.riservatezza,
    tutti: f.uffici === 'tutti',
    uffici: f.uffici === 'tutti' ? [] : f.uffici.map((u) => u.codice),
    rpa: f.rpa?.id ?? '',
    luogo: f.luogo ?? '',
    note: f.note ?? '',
    intestatario: f.intestatario,
    amministrazioni: f.amministrazioniPartecipanti.map((a) => ({
      denominazione: a.denominazione,
      codiceIpa: a.codiceIpa ?? '',
    })),
    procedimento: {
      denominazione: f.procedimento?.denominazione ?? '',
      materia: f.procedimento?.materia ?? '',
      catalogo: f.procedimento?.catalogo ?? '',
      fasi: (f.procedimento?.fasi ?? []).map((x) => ({ tipo: x.tipo, inizio: x.inizio, fine: x.fine ?? '' })),
    },
    dati: Object.entries(f.dati).map(([nome, valore]) => ({ nome, valore: String(valore) })),
  };
}

const pieno = (testo: string): string | undefined => (testo.trim() === '' ? undefined : testo.trim());

function procedimentoDi({ tipo, procedimento: p }: ModuloFascicolo): NuovoFascicolo['procedimento'] {
  const vuoto = !pieno(p.denominazione) && !pieno(p.materia) && !pieno(p.catalogo) && p.fasi.length === 0;
  if (tipo !== 'procedimento' || vuoto) return undefined;
  type Fasi = NonNullable<NonNullable<NuovoFascicolo['procedimento']>['fasi']>;
  return {
    denominazione: p.denominazione.trim(),
    materia: p.materia.trim(),
    catalogo: p.catalogo.trim(),
    fasi: p.fasi.map((f) => ({ tipo: f.tipo, inizio: f.inizio, fine: pieno(f.fine) })) as Fasi,
  };
}

function amministrazioniDi(m: ModuloFascicolo): { denominazione: string; codiceIpa?: string }[] {
  return m.amministrazioni.flatMap((a) => {
    const denominazione = pieno(a.denominazione);
    return denominazione ? [{ denominazione, codiceIpa: pieno(a.codiceIpa) }] : [];
  });
}

/** What was a number or a yes stays one, unless it was written over. */
function datiDi(m: ModuloFascicolo, prima: DatiStrutturati = {}): DatiStrutturati {
  return Object.fromEntries(
    m.dati
      .filter((d) => pieno(d.nome))
      .map(({ nome, valore }) => [
        nome.trim(),
        String(prima[nome]) === valore ? (prima[nome] ?? valore) : valore,
      ]),
  );
}

/** The request that opens it. Confidentiality and offices are always said, also when they are «nessuno» and «tutti» (AMB-08). */
export function versoApertura(
  m: ModuloFascicolo,
  daDocumento: NuovoFascicolo['daDocumento'],
): NuovoFascicolo {
  const amministrazioni = amministrazioniDi(m);
  const dati = datiDi(m);
  const richiesta: NuovoFascicolo = {
    tipo: m.tipo || undefined,
    denominazione: m.denominazione,
    oggetto: m.oggetto,
    classificazione: m.classificazione,
    voce: pieno(m.voce),
    riservatezza: m.riservatezza,
    uffici: m.tutti ? 'tutti' : m.uffici,
    rpa: pieno(m.rpa),
    luogo: pieno(m.luogo),
    note: pieno(m.note),
    intestatario: m.intestatario,
    amministrazioniPartecipanti: amministrazioni.length > 0 ? amministrazioni : undefined,
    procedimento: procedimentoDi(m),
    dati: Object.keys(dati).length > 0 ? dati : undefined,
    daDocumento,
    confermaLivello: m.confermaLivello || undefined,
  };
  // The text of the request decides whether a retry is the same act: no keys that say nothing.
  return JSON.parse(JSON.stringify(richiesta)) as NuovoFascicolo;
}

/** Only what was changed, with the version it was read at: two people at once never overwrite each other unseen. */
export function versoModifica(f: Fascicolo, m: ModuloFascicolo): ModificaFascicolo {
  const prima = daFascicolo(f);
  const cambiato = (campo: keyof ModuloFascicolo): boolean =>
    JSON.stringify(prima[campo]) !== JSON.stringify(m[campo]);
  return {
    versione: f.versione,
    ...(cambiato('denominazione') && { denominazione: m.denominazione }),
    ...(cambiato('oggetto') && { oggetto: m.oggetto }),
    ...(cambiato('riservatezza') && { riservatezza: m.riservatezza }),
    ...((cambiato('tutti') || cambiato('uffici')) && { uffici: m.tutti ? ('tutti' as const) : m.uffici }),
    ...(cambiato('rpa') && { rpa: pieno(m.rpa) ?? null }),
    ...(cambiato('luogo') && { luogo: pieno(m.luogo) ?? null }),
    ...(cambiato('note') && { note: pieno(m.note) ?? null }),
    ...(cambiato('intestatario') && { intestatario: m.intestatario ?? null }),
    ...(cambiato('amministrazioni') && { amministrazioniPartecipanti: amministrazioniDi(m) }),
    ...(cambiato('procedimento') && { procedimento: procedimentoDi(m) ?? null }),
    ...(cambiato('dati') && { dati: datiDi(m, f.dati) }),
  };
}
