import {
  ambitiSostituzione,
  descriviPermesso,
  gruppi,
  permessi,
  permessiDelProfilo,
  permessiDelRuolo,
  permessiDellAmbito,
  profili,
  ruoli,
  type AmbitoSostituzione,
  type Permesso,
  type Profilo,
  type Ruolo,
} from '#autorizzazioni';
import type { Matrice } from './permessi.schema.ts';

const PROFILI: Record<Profilo, [nome: string, descrizione: string]> = {
  amministratore: [
    'Amministratore',
    'Configura il sistema e gli utenti; nessun potere sulle registrazioni (RN-72.2a)',
  ],
  responsabile: ['Responsabile', 'Responsabile di protocollo: tutte le funzioni (RN-72.2b)'],
  operatore: ['Operatore', 'Inserisce e modifica; registra se opera presso una UOP (RN-72.2c)'],
  consultazione: ['Consultazione', 'Consulta i documenti del suo ufficio (RN-72.2d)'],
};
const RUOLI: Record<Ruolo, [nome: string, descrizione: string]> = {
  rsp: ['RSP in carica', 'Responsabile del servizio di protocollo, finché dura la nomina (RN-4.2)'],
  'delegato-rsp': ['Delegato RSP', 'Chi il responsabile ha delegato ad autorizzare (RN-57.1)'],
  'responsabile-area': ['Responsabile d’Area', 'Chi dirige un’Area'],
  'capo-ufficio': ['Capo ufficio', 'Chi dirige l’unità per cui agisce'],
  'responsabile-conservazione': ['Resp. conservazione', 'Responsabile della conservazione'],
  segretario: ['Segretario', 'Segretario generale'],
};
const AMBITI: Record<AmbitoSostituzione, string> = {
  assegnazioni: 'Sostituto: scrivania',
  registrazioni: 'Sostituto: registra',
  fascicoli: 'Sostituto: fascicoli',
  ufficio: 'Sostituto: dirige',
};

type Colonna = Matrice['colonne'][number];
const colonne: (Colonna & { ha: ReadonlySet<Permesso> })[] = [
  ...profili.map((p) => ({
    id: p,
    tipo: 'profilo' as const,
    nome: PROFILI[p][0],
    descrizione: PROFILI[p][1],
    ha: new Set(permessiDelProfilo[p]),
  })),
  ...ruoli.map((r) => ({
    id: r,
    tipo: 'ruolo' as const,
    nome: RUOLI[r][0],
    descrizione: RUOLI[r][1],
    ha: new Set(permessiDelRuolo[r]),
  })),
  ...(Object.keys(ambitiSostituzione) as AmbitoSostituzione[]).map((a) => ({
    id: `sostituto-${a}`,
    tipo: 'sostituto' as const,
    nome: AMBITI[a],
    descrizione: ambitiSostituzione[a].descrizione,
    ha: new Set<Permesso>(ambitiSostituzione[a].permessi),
  })),
  ...Object.entries(permessiDellAmbito).map(([ambito, elenco]) => ({
    id: ambito,
    tipo: 'chiave' as const,
    nome: ambito,
    descrizione: `Ambito di una chiave API: ${ambito}`,
    ha: new Set(elenco),
  })),
];

/** Who may do what, from the same data by which every request is let through or not. */
export function matrice(): Matrice {
  return {
    colonne: colonne.map(({ ha: _, ...c }) => c),
    gruppi: gruppi.map((nome) => ({
      nome,
      permessi: permessi
        .filter((p) => descriviPermesso(p).gruppo === nome)
        .map((permesso) => {
          const { descrizione, personali, presso } = descriviPermesso(permesso);
          return {
            permesso,
            descrizione,
            personali: personali ?? false,
            ...(presso && { presso }),
            a: colonne.filter((c) => c.ha.has(permesso)).map((c) => c.id),
          };
        }),
    })),
  };
}
