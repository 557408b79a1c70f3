import { useEffect, useRef, type ReactElement } from 'react';
import { Campo } from '../platform/ui/campo.tsx';
import { Scelta } from '../platform/ui/scelta.tsx';
import { siglaTipo } from './nominativo.ts';
import type { Corrispondente, TipoCorrispondente } from './tipi.ts';

type Testuale = Exclude<keyof Corrispondente, 'tipo' | 'indirizziDigitali' | 'variabili'>;

const campi: {
  nome: Testuale;
  etichetta: string;
  tipi: readonly TipoCorrispondente[];
  massimo: number;
  obbligo?: true;
}[] = [
  { nome: 'cognome', etichetta: 'Cognome', tipi: ['PF'], massimo: 200, obbligo: true },
  { nome: 'nome', etichetta: 'Nome', tipi: ['PF'], massimo: 200, obbligo: true },
  {
    nome: 'denominazione',
    etichetta: 'Denominazione',
    tipi: ['PG', 'PAI', 'PAE'],
    massimo: 500,
    obbligo: true,
  },
  { nome: 'codiceFiscale', etichetta: 'Codice fiscale', tipi: ['PF', 'PG', 'PAI', 'PAE'], massimo: 28 },
  { nome: 'partitaIva', etichetta: 'Partita IVA', tipi: ['PG'], massimo: 28 },
  { nome: 'codiceIpa', etichetta: 'Codice IPA', tipi: ['PAI'], massimo: 40 },
  { nome: 'codiceAoo', etichetta: 'Codice AOO', tipi: ['PAI'], massimo: 16 },
  { nome: 'codiceUo', etichetta: 'Codice UO', tipi: ['PAI'], massimo: 16 },
  { nome: 'ufficio', etichetta: 'Ufficio', tipi: ['PG', 'PAI', 'PAE'], massimo: 300 },
  { nome: 'indirizzo', etichetta: 'Indirizzo', tipi: ['PF', 'PG', 'PAI', 'PAE'], massimo: 500 },
  { nome: 'nazione', etichetta: 'Nazione (sigla, es. FR)', tipi: ['PAE'], massimo: 2 },
  { nome: 'telefono', etichetta: 'Telefono', tipi: ['PF', 'PG', 'PAI', 'PAE'], massimo: 40 },
];

type Proprieta = {
  valore: Corrispondente;
  onCambia: (valore: Corrispondente) => void;
  /** Puts the cursor in the first empty name field. */
  fuoco?: boolean;
  errori?: Record<string, string>;
};

/** The fields of a correspondent, those of its kind only (RN-54.1c; AgID PF, PG, PAI, PAE). */
export function CampiCorrispondente({
  valore,
  onCambia,
  fuoco = false,
  errori = {},
}: Proprieta): ReactElement {
  const scatola = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!fuoco) return;
    const vuoto = scatola.current?.querySelectorAll<HTMLInputElement>('[aria-required]');
    const primo = [...(vuoto ?? [])].find((i) => i.value === '') ?? vuoto?.[0];
    primo?.focus();
  }, [fuoco, valore.tipo]);
  return (
    <div ref={scatola}>
      <Scelta
        legenda="Tipo"
        nascondiLegenda
        valore={valore.tipo}
        onCambia={(tipo) => onCambia(convertito(valore, tipo))}
        opzioni={(['PF', 'PG', 'PAI', 'PAE'] as const).map((tipo) => ({
          valore: tipo,
          etichetta: siglaTipo[tipo],
        }))}
      />
      <div className="griglia">
        {campi
          .filter((c) => c.tipi.includes(valore.tipo))
          .map((c) => (
            <Campo
              key={c.nome}
              etichetta={c.etichetta}
              errore={errori[c.nome]}
              obbligatorio={c.obbligo ?? false}
            >
              {(a) => (
                <input
                  {...a}
                  type="text"
                  autoComplete="off"
                  maxLength={c.massimo}
                  value={valore[c.nome] ?? ''}
                  onChange={(e) => onCambia({ ...valore, [c.nome]: maiuscolo(c.nome, e.target.value) })}
                />
              )}
            </Campo>
          ))}
        <Campo etichetta="PEC o posta elettronica" errore={errori.indirizziDigitali}>
          {(a) => (
            <input
              {...a}
              type="text"
              inputMode="email"
              autoComplete="off"
              value={(valore.indirizziDigitali ?? []).join(', ')}
              onChange={(e) => onCambia({ ...valore, indirizziDigitali: e.target.value.split(/,\s?/) })}
            />
          )}
        </Campo>
      </div>
    </div>
  );
}

function maiuscolo(campo: Testuale, testo: string): string {
  return campo === 'codiceFiscale' || campo === 'nazione' ? testo.toUpperCase() : testo;
}

/** A person turned into a company keeps what was written as its name, and the other way round. */
function convertito(c: Corrispondente, tipo: TipoCorrispondente): Corrispondente {
  if (tipo === 'PF' && c.denominazione && !c.cognome) {
    const [cognome, ...nome] = c.denominazione.split(/\s+/);
    return { ...c, tipo, cognome: cognome ?? '', nome: nome.join(' ') };
  }
  if (tipo !== 'PF' && !c.denominazione && (c.cognome ?? c.nome))
    return { ...c, tipo, denominazione: [c.cognome, c.nome].filter(Boolean).join(' ') };
  return { ...c, tipo };
}
